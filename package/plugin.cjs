// The engine loads a folder with a PulumiPlugin.yaml by package.json's `main`: this file, which has the sources translated as a program's are.
// What `npm run pack` makes is translated already, and begins with the provider itself.
const { readFileSync } = require("node:fs");
const { dirname } = require("node:path");

// In place of Pulumi's own loader of plugins (cmd/run-plugin), which checks types by the tsconfig.json of whoever asks for the package.
const sources = require("ts-node").create({ cwd: dirname(__dirname) });
require.extensions[".ts"] = (module, file) => {
    module._compile(sources.compile(readFileSync(file, "utf8"), file), file);
};
require("./provider.ts");
