import assert from "node:assert/strict";

import { missing } from "../../local/toolchain/debian";
import type { Machine } from "../../local/toolchain/machine";
import { isAtLeast } from "../../local/toolchain/machine";
import { diskNeeded, memoryNeeded, obstacles } from "../../local/toolchain/preflight";

const gibibyte = 2 ** 30;

const capable: Machine = {
    platform: "linux",
    arch: "x64",
    root: true,
    go: "1.26",
    java: "17.0.15",
    javac: "17.0.15",
    maven: true,
    memory: memoryNeeded,
    disks: [{ path: "/var/lib/kafka-local", free: diskNeeded }],
};

describe("local/toolchain: what a machine must have", () => {
    it("finds nothing wrong with a machine that has exactly what is needed", () => {
        assert.deepEqual(obstacles(capable), []);
        assert.deepEqual(obstacles({ ...capable, arch: "arm64", go: "1.27.1", java: "21", javac: "21" }), []);
    });

    const lacking: readonly [name: string, facts: Partial<Machine>, phrase: string][] = [
        ["another system", { platform: "darwin" }, "it is not Linux (darwin)"],
        ["another processor", { arch: "riscv64" }, "its processor is neither amd64 nor arm64 (riscv64)"],
        ["a user who is not root", { root: false }, "this is not root"],
        ["no Go", { go: undefined }, "Go 1.26 or newer is not on PATH"],
        ["an old Go", { go: "1.25.9" }, "Go is 1.25.9 (1.26 or newer is needed)"],
        ["no Java", { java: undefined }, "java 17 or newer is not on PATH"],
        ["an old Java", { java: "11.0.27" }, "java is 11.0.27 (17 or newer is needed)"],
        ["a Java without its compiler", { javac: undefined }, "javac 17 or newer is not on PATH"],
        ["an old Java compiler", { javac: "11.0.27" }, "javac is 11.0.27 (17 or newer is needed)"],
        ["no Maven", { maven: false }, "Maven (mvn) is not on PATH"],
        ["little memory", { memory: 5.5 * gibibyte }, "5.5 GiB of memory are free (6.0 GiB are needed)"],
        [
            "a full disk",
            { disks: [...capable.disks, { path: "/home/a/.cache", free: 2 * gibibyte }] },
            "2.0 GiB are free for /home/a/.cache (10.0 GiB are needed)",
        ],
    ];
    for (const [name, facts, phrase] of lacking) {
        it(`names ${name}`, () => {
            assert.deepEqual(obstacles({ ...capable, ...facts }), [phrase]);
        });
    }

    it("names everything at once", () => {
        const bare: Machine = { ...capable, root: false, go: undefined, maven: false, memory: 0 };
        assert.equal(obstacles(bare).length, 4);
    });

    it("says nothing else about a machine that is not Linux", () => {
        assert.equal(obstacles({ ...capable, platform: "win32", root: false, go: undefined, memory: 0 }).length, 1);
    });

    it("does not ask a cluster that is up for the room it already has", () => {
        const full: Machine = { ...capable, memory: gibibyte, disks: [{ path: "/", free: gibibyte }] };
        assert.equal(obstacles(full).length, 2);
        assert.deepEqual(obstacles(full, true), []);
    });
});

describe("local/toolchain: which Debian packages are missing", () => {
    it("counts only packages that are fully installed", () => {
        const report = "containerd installed\nrunc config-files\nconntrack not-installed\nnftables installed\n";
        assert.deepEqual(missing(["containerd", "runc", "conntrack", "nftables", "debootstrap"], report), [
            "runc",
            "conntrack",
            "debootstrap",
        ]);
    });
});

describe("local/toolchain: versions", () => {
    const pairs: readonly [version: string, needed: string, atLeast: boolean][] = [
        ["1.26", "1.26", true],
        ["1.26.0", "1.26", true],
        ["1.9.9", "1.26", false],
        ["2.0", "1.26", true],
        ["17", "17.0.1", false],
        ["v3.219.0", "3.219.0", true],
        ["v3.218.9", "3.219.0", false],
        ["v3.246.0-beta.1", "3.219.0", true],
        ["none", "3.219.0", false],
    ];
    for (const [version, needed, atLeast] of pairs) {
        it(`${version} is ${atLeast ? "" : "not "}at least ${needed}`, () => {
            assert.equal(isAtLeast(version, needed), atLeast);
        });
    }
});
