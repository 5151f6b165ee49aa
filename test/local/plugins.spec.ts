import assert from "node:assert/strict";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Places, Plugin } from "../../local/engine/official";
import { attached, choosePlugins } from "../../local/engine/plugins";
import { LocalError } from "../../local/progress";
import type { Preference } from "../../local/standIns";

const language: Plugin = { kind: "language", name: "nodejs", version: "3.1.0" };
const kubernetes: Plugin = { kind: "resource", name: "kubernetes", version: "4.2.0" };
const random: Plugin = { kind: "resource", name: "random", version: "4.3.0" };
const directory = "resource-kubernetes-v4.2.0";
const file = join(directory, "pulumi-resource-kubernetes");

describe("the engine's plugins", () => {
    let root = "";
    let places: Places;

    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "plugins-"));
        const [path, users, ours, bin] = ["path", "users", "ours", "bin"].map((name) => join(root, name));
        places = { ambient: [path ?? ""], users: [users ?? ""], ours: ours ?? "", bin: bin ?? "" };
    });

    afterEach(() => {
        rmSync(root, { recursive: true });
    });

    /** Writes what passes for an official plugin. */
    function official(path: string, mode = 0o755): string {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, "official");
        chmodSync(path, mode);
        return path;
    }

    async function choose(
        wanted: Preference,
        plugins: readonly Plugin[] = [kubernetes],
        fetch: (plugin: Plugin) => Promise<void> = () => Promise.resolve(),
    ): Promise<string> {
        return attached(await choosePlugins(plugins, wanted, places, fetch));
    }

    /** What the engine would start: the first on the shell's PATH, else what lies in our place with no mark of an interruption. */
    function started(): string {
        const [first] = [places.bin, ...places.ambient]
            .map((place) => join(place, "pulumi-resource-kubernetes"))
            .filter((path) => existsSync(path));
        const cached = existsSync(join(places.ours, `${directory}.partial`)) ? "" : join(places.ours, file);
        const path = first ?? cached;
        assert.ok(existsSync(path) && (statSync(path).mode & 0o100) !== 0, "there is nothing to start");
        const text = readFileSync(path, "utf8");
        return text.includes("plugin.mjs") ? "stand-in" : text;
    }

    const standIn = "plugins: stand-ins (kubernetes 4.2.0)";
    const isOfficial = "plugins: official (kubernetes 4.2.0)";

    it("are the user's own, from PATH or from where their CLI has installed them", async () => {
        official(join(places.users[0] ?? "", file));
        assert.equal(await choose("either"), isOfficial);
        assert.equal(started(), "official");
        // Not a link itself: the engine skips those.
        assert.ok(statSync(join(places.ours, directory)).isDirectory());

        rmSync(places.users[0] ?? "", { recursive: true });
        assert.equal(await choose("either"), standIn, "what was linked is gone");
        assert.equal(started(), "stand-in");

        official(join(places.ambient[0] ?? "", "pulumi-resource-kubernetes"));
        assert.equal(await choose("either"), isOfficial);
        assert.equal(started(), "official");
    });

    it("are official behind a link that leads to one, and not behind one that leads nowhere", async () => {
        const target = official(join(root, "elsewhere"));
        for (const [at, there] of [
            [join(places.ambient[0] ?? "", "pulumi-resource-kubernetes"), true],
            [join(places.users[0] ?? "", file), true],
            [join(places.ours, file), true],
            [join(places.ambient[0] ?? "", "pulumi-resource-kubernetes"), false],
            [join(places.users[0] ?? "", file), false],
            [join(places.ours, file), false],
        ] as const) {
            mkdirSync(dirname(at), { recursive: true });
            symlinkSync(there ? target : join(root, "nowhere"), at);
            assert.equal(await choose("either"), there ? isOfficial : standIn, `${at} ${there}`);
            if (!there) {
                rmSync(at, { force: true });
                assert.equal(await choose("either"), standIn);
            }
            assert.equal(started(), there ? "official" : "stand-in", `${at} ${there}`);
            rmSync(dirname(at), { recursive: true, force: true });
            rmSync(places.ours, { recursive: true, force: true });
        }
    });

    it("are not official where they cannot be executed", async () => {
        for (const at of [
            places.ambient[0] ?? "",
            join(places.users[0] ?? "", directory),
            join(places.ours, directory),
        ]) {
            official(join(at, "pulumi-resource-kubernetes"), 0o644);
            assert.equal(await choose("either"), standIn, at);
            rmSync(at, { recursive: true });
            mkdirSync(join(at, "pulumi-resource-kubernetes"), { recursive: true });
            assert.equal(await choose("either"), standIn, `${at}, a directory`);
            rmSync(at, { recursive: true });
        }
    });

    it("are the same whether an interrupted download left something or not", async () => {
        official(join(places.ours, file));
        writeFileSync(join(places.ours, `${directory}.partial`), "");
        assert.equal(await choose("either"), standIn);
        assert.equal(started(), "stand-in");

        // The CLI is killed, half-way through.
        const killed = (): Promise<void> => {
            official(join(places.ours, file));
            writeFileSync(join(places.ours, `${directory}.partial`), "");
            return Promise.resolve();
        };
        assert.equal(await choose("either", [kubernetes], killed), standIn);
        assert.equal(started(), "stand-in");

        official(join(places.users[0] ?? "", file));
        writeFileSync(join(places.users[0] ?? "", `${directory}.partial`), "");
        assert.equal(await choose("either"), standIn, "the user's own is not whole");
        rmSync(join(places.users[0] ?? "", `${directory}.partial`));
        writeFileSync(join(places.ours, `${directory}.partial`), "");
        assert.equal(await choose("either"), isOfficial);
        assert.equal(started(), "official");
    });

    it("are downloaded in place of a stand-in where that can be done, once", async () => {
        assert.equal(await choose("either"), standIn);
        const asked: string[] = [];
        const fetch = ({ name }: Plugin): Promise<void> => {
            asked.push(name);
            rmSync(join(places.ours, directory), { recursive: true });
            official(join(places.ours, file));
            return Promise.resolve();
        };
        assert.equal(await choose("either", [kubernetes], fetch), isOfficial);
        assert.equal(await choose("either", [kubernetes], fetch), isOfficial);
        assert.deepEqual(asked, ["kubernetes"]);
        // A CLI that says it is installed, and means the stand-in.
        assert.equal(await choose("stand-in"), standIn);
        assert.equal(await choose("either"), standIn);
    });

    it("are named in one line, which says so where the set is mixed", async () => {
        const all = [language, kubernetes, random];
        assert.equal(
            await choose("either", all),
            "plugins: stand-ins (language host nodejs, kubernetes 4.2.0, random 4.3.0)",
        );
        official(join(places.users[0] ?? "", file));
        assert.equal(
            await choose("either", all),
            "plugins: a mixed set, official (kubernetes 4.2.0) and stand-ins (language host nodejs, random 4.3.0)",
        );
    });

    it("are stand-ins only where those are asked for, whatever the engine would find by itself", async () => {
        official(join(places.users[0] ?? "", file));
        official(join(places.ambient[0] ?? "", "pulumi-resource-kubernetes"));
        const fetch = (): Promise<void> => assert.fail("nothing is to be downloaded");
        assert.equal(await choose("stand-in", [kubernetes], fetch), standIn);
        assert.equal(started(), "stand-in");
        assert.equal(await choose("either"), isOfficial);
        assert.equal(started(), "official");
    });

    it("are official only where those are asked for: one line says what is missing, and what installs it", async () => {
        assert.equal(await choose("either"), standIn);
        await assert.rejects(
            choose("official", [language, kubernetes, random]),
            new LocalError(
                "KAFKA_LOCAL_PLUGINS=official allows no stand-in: pulumi-language-nodejs is missing (it comes with the official " +
                    "CLI: put that on PATH); the plugin kubernetes 4.2.0 is missing (pulumi plugin install resource kubernetes " +
                    "v4.2.0); the plugin random 4.3.0 is missing (pulumi plugin install resource random v4.3.0)",
            ),
        );
        // The CLI would take a stand-in for the plugin, and install nothing.
        assert.ok(!existsSync(join(places.ours, directory)));
        official(join(places.ours, file));
        assert.equal(await choose("official"), isOfficial);
    });
});
