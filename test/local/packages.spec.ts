import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { directDependencies, installedPackages, requiredPlugins } from "../../local/engine/languageHost/packages";

describe("the packages that the language host finds", () => {
    let program = "";

    before(() => {
        program = mkdtempSync(join(tmpdir(), "packages-"));
        const manifests: Record<string, object> = {
            "package.json": { dependencies: { "@pulumi/random": "^4.0.0" }, devDependencies: { plain: "1" } },
            "node_modules/@pulumi/random/package.json": {
                name: "@pulumi/random",
                version: "4.21.2",
                pulumi: { resource: true },
            },
            "node_modules/plain/package.json": { name: "plain", version: "1.0.0" },
            "node_modules/plain/node_modules/named/package.json": {
                name: "@other/named",
                version: "v2.0.0",
                pulumi: { resource: true, name: "cloud", version: "3.1.0", server: "https://example.org" },
            },
            "node_modules/nameless/package.json": { name: "nameless", version: "1.0.0", pulumi: { resource: true } },
            "node_modules/.bin/package.json": {},
        };
        for (const [path, manifest] of Object.entries(manifests)) {
            mkdirSync(dirname(join(program, path)), { recursive: true });
            writeFileSync(join(program, path), JSON.stringify(manifest));
        }
    });

    after(() => {
        rmSync(program, { recursive: true });
    });

    it("are those of all node_modules, nested ones included", () => {
        const names = installedPackages(program).map(({ name }) => name);
        assert.deepEqual(names.sort(), ["@other/named", "@pulumi/random", "nameless", "plain"]);
        assert.deepEqual(installedPackages(join(program, "nowhere")), []);
    });

    it("name their plugins and versions; outside the @pulumi scope only where the package says the name", () => {
        const plugins = requiredPlugins(program).map((plugin) => [
            plugin.getName(),
            plugin.getVersion(),
            plugin.getServer(),
        ]);
        assert.deepEqual(plugins.sort(), [
            ["cloud", "v3.1.0", "https://example.org"],
            ["random", "v4.21.2", ""],
        ]);
    });

    it("are told from a program's direct dependencies", () => {
        assert.deepEqual([...directDependencies(program)].sort(), ["@pulumi/random", "plain"]);
        assert.deepEqual([...directDependencies(join(program, "nowhere"))], []);
    });
});
