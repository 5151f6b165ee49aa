// Writes what follows from the schema: stack/stack.schema.json for editors, docs/settings.md for readers. `npm run schema` writes them, `npm run schema -- --check` fails when one is stale.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { documents } from ".";

async function main(): Promise<void> {
    const stale = (await documents()).filter(({ text, present }) => text !== present);
    if (process.argv.includes("--check")) {
        for (const { name } of stale) {
            console.error(`${name} does not match the settings schema: run npm run schema`);
        }
        process.exitCode = stale.length > 0 ? 1 : 0;
        return;
    }
    for (const { name, file, text } of stale) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        console.error(`${name} written`);
    }
}

void main();
