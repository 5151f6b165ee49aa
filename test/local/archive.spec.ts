import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
    chmodSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArchive } from "../../local/images/archive";
import { copy, directory, link, text, tree, writeTar } from "../../local/images/tar";

describe("an image's archive", () => {
    const scratch = mkdtempSync(join(tmpdir(), "kafka-archive-"));
    const made = join(scratch, "made.tar");
    after(() => {
        rmSync(scratch, { recursive: true });
    });

    // Another reader than the writer.
    const tar = (...args: readonly string[]): string => execFileSync("tar", [...args], { encoding: "utf8" });
    const listed = (file: string): string[][] =>
        tar("--numeric-owner", "-tvf", file)
            .trim()
            .split("\n")
            .map((line) => line.split(/\s+/));

    it("holds directories, links and files with owner, mode and no time", async () => {
        const script = join(scratch, "script");
        writeFileSync(script, "#!/bin/sh\n");
        chmodSync(script, 0o750);
        await writeTar(made, [
            directory("home", { owner: 1000 }),
            link("bin/sh", "busybox"),
            text("etc/passwd", "root\n"),
            copy("bin/script", script),
            copy("bin/open", script, { mode: 0o755, owner: 1000 }),
        ]);
        assert.deepEqual(listed(made), [
            ["drwxr-xr-x", "1000/1000", "0", "1970-01-01", "00:00", "home"],
            ["lrwxrwxrwx", "0/0", "0", "1970-01-01", "00:00", "bin/sh", "->", "busybox"],
            ["-rw-r--r--", "0/0", "5", "1970-01-01", "00:00", "etc/passwd"],
            ["-rwxr-x---", "0/0", "10", "1970-01-01", "00:00", "bin/script"],
            ["-rwxr-xr-x", "1000/1000", "10", "1970-01-01", "00:00", "bin/open"],
        ]);
        assert.equal(tar("-xOf", made, "etc/passwd", "bin/script"), "root\n#!/bin/sh\n");
    });

    it("gives the same bytes for the same tree, whenever it was written, also for names that are too long for a header", async () => {
        const long = "n".repeat(120);
        const files = [1, 2].map((round) => {
            const root = join(scratch, `tree-${round}`);
            mkdirSync(join(root, "lib", long), { recursive: true });
            for (const name of round === 1 ? ["b", "a"] : ["a", "b"]) {
                writeFileSync(join(root, "lib", long, name), name.repeat(100_000));
                utimesSync(join(root, "lib", long, name), round, round);
            }
            symlinkSync(`lib/${long}`, join(root, "link"));
            return root;
        });
        const bytes: Buffer[] = [];
        for (const root of files) {
            await writeTar(made, tree("opt", root));
            bytes.push(readFileSync(made));
        }
        assert.ok(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0)));
        const names = listed(made).map((line) => line[5]);
        assert.deepEqual(names, ["opt/lib", `opt/lib/${long}`, `opt/lib/${long}/a`, `opt/lib/${long}/b`, "opt/link"]);
    });

    it("fails when a file goes away or the disk does", async () => {
        await assert.rejects(
            writeTar(made, [{ ...copy("x", made), content: { file: join(scratch, "gone") } }]),
            /ENOENT/,
        );
        await assert.rejects(writeTar("/dev/full", [text("x", "x")]), /ENOSPC/);
    });

    it("names each image's layers by the digest of their content, and stores a shared one once", async () => {
        const layers = ["low", "a", "b"].map((name) => join(scratch, `${name}.tar`));
        for (const layer of layers) {
            await writeTar(layer, [text("from", layer)]);
        }
        const [low = "", a = "", b = ""] = layers;
        await writeArchive(made, [
            { reference: "registry/a:1", config: { User: "cmak" }, layers: [low, a] },
            { reference: "registry/b:1", config: {}, layers: [low, b] },
        ]);
        const read = (name: string): unknown => JSON.parse(tar("-xOf", made, name));
        const digest = (file: string): string =>
            `sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
        const manifest = read("manifest.json") as { Config: string; RepoTags: string[]; Layers: string[] }[];
        assert.deepEqual(
            manifest.map(({ RepoTags, Layers }) => [RepoTags, Layers]),
            [
                [["registry/a:1"], ["layer-0.tar", "layer-1.tar"]],
                [["registry/b:1"], ["layer-0.tar", "layer-2.tar"]],
            ],
        );
        const configs = manifest.map(
            ({ Config }) => read(Config) as { config: unknown; rootfs: { diff_ids: string[] } },
        );
        assert.deepEqual(
            configs.map(({ config, rootfs }) => [config, rootfs.diff_ids]),
            [
                [{ User: "cmak" }, [digest(low), digest(a)]],
                [{}, [digest(low), digest(b)]],
            ],
        );
        assert.equal(listed(made).filter((line) => line[5]?.endsWith(".tar")).length, 3);
    });
});
