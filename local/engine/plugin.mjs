// Starts a stand-in as the engine starts a plugin: `node plugin.mjs language|kubernetes|random [FLAGS] ENGINE_ADDRESS`.
import { join } from "node:path";
import { register } from "./typescript.mjs";

const mains = {
    language: join(import.meta.dirname, "languageHost", "main.ts"),
    kubernetes: join(import.meta.dirname, "..", "providers", "kubernetes", "main.ts"),
    random: join(import.meta.dirname, "..", "providers", "random", "main.ts"),
};
const [name] = process.argv.splice(2, 1);
const main = mains[name];
if (main === undefined) {
    console.error(`no stand-in is called "${name}": there are ${Object.keys(mains).join(", ")}`);
    process.exit(1);
}
register()(main);
