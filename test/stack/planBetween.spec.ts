import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { between } from "../../stack/plan/between";

type Groups = Readonly<Record<string, unknown>>;

describe("npm run plan -- --from OLD_FILE --to NEW_FILE", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "kafka-between-"));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    function write(name: string, groups: Groups | string): string {
        const config = (all: Groups) =>
            Object.fromEntries(Object.entries(all).map(([key, value]) => [`kafka:${key}`, value]));
        writeFileSync(join(folder, name), typeof groups === "string" ? groups : stringify({ config: config(groups) }));
        return join(folder, name);
    }

    /** What the command says of two files. */
    function plan(old: Groups | string, wanted: Groups | string, ...options: string[]) {
        return command("--from", write("old.yaml", old), "--to", write("new.yaml", wanted), ...options);
    }

    function command(...args: string[]) {
        const said: string[] = [];
        const heard: string[] = [];
        const { log, error } = console;
        console.log = (line: string) => said.push(line);
        console.error = (line: string) => heard.push(line);
        try {
            return { code: between(args), said: said.join("\n"), heard: heard.join("\n") };
        } finally {
            console.log = log;
            console.error = error;
        }
    }

    it("says what the edits do, and that no cluster was asked", () => {
        assert.deepEqual(plan({ brokers: { memory: "2Gi" } }, { brokers: { memory: "4Gi" } }), {
            code: 0,
            said: "rolls 3 brokers one by one (≈ 3 min), touches nothing else",
            heard: "no cluster was asked: what only a cluster can tell counts as unsafe",
        });
        assert.match(
            plan({ brokers: { memory: "2Gi" } }, { brokers: { memory: "4Gi" } }, "--markdown").said,
            /^\*\*Rolls 3 brokers[^]*\| `kafka:brokers\.memory` \|/,
        );
    });

    it("says that nothing differs", () => {
        const { code, said } = plan({ brokers: { memory: "1Gi" } }, { brokers: { memory: "1024Mi" } });
        assert.deepEqual({ code, said }, { code: 0, said: "no setting differs from what runs: nothing is touched" });
    });

    it("refuses what loses records, by name and with what to do", () => {
        const { code, said } = plan({ brokers: { disk: "20Gi" } }, { brokers: { disk: "10Gi" } });
        assert.equal(code, 1);
        assert.match(
            said,
            /^refused, nothing is touched: 1 of 1 edit\n {2}kafka:brokers\.disk 20Gi -> 10Gi: Kubernetes cannot shrink a disk; /,
        );
    });

    it("takes no drain on trust, for no broker can be asked", () => {
        const fewer = (...drain: number[]) =>
            [{ brokers: { replicas: 4, drain } }, { brokers: { replicas: 3, drain } }] as const;
        const [old, wanted] = fewer(3);
        const { code, said } = plan(old, wanted);
        assert.equal(code, 1);
        assert.match(
            said,
            /\n {2}kafka:brokers\.replicas 4 -> 3: no broker can be asked whether broker 3 has been emptied; /,
        );
        assert.equal(plan(old, { ...wanted, allow: ["brokers.replicas 4 -> 3"] }).code, 0);
    });

    it("tells of an allowance that allows nothing", () => {
        const allow = ["brokers.replicas 9 -> 3"];
        assert.match(plan({}, { allow }).heard, /^kafka:allow "brokers\.replicas 9 -> 3": no edit of this name; /);
    });

    it("takes what the old file says for what runs, one step of logins at a time", () => {
        const to = (authentication: string) => ({ security: { authentication } });
        assert.equal(plan(to("offered"), to("preferred")).code, 0);
        assert.match(
            plan(to("none"), to("required")).said,
            /set it to offered first, run pulumi up, and go on from there$/,
        );
        const version = (passwordVersion: number) => ({ security: { authentication: "required", passwordVersion } });
        assert.equal(plan(version(1), version(2)).code, 0);
        assert.equal(plan(version(1), version(3)).code, 1);
    });

    const byManifests: readonly (readonly [old: Groups, wanted: Groups, line: string])[] = [
        [
            { brokers: { disk: "10Gi" } },
            { brokers: { disk: "20Gi" } },
            'kafka:brokers.disk 10Gi -> 20Gi: the API server refuses another size in a StatefulSet; patch the claims and make the StatefulSet anew around its pods: docs/gitops.md#larger-disks; to override, add "brokers.disk 10Gi -> 20Gi" to kafka:allow',
        ],
        [
            { zookeeper: { replicas: 3 } },
            { zookeeper: { replicas: 5 } },
            'kafka:zookeeper.replicas 3 -> 5: servers leave the ensemble before their pods go and join it after, which applied manifests do not wait for; have pulumi up do it: docs/gitops.md#back-to-pulumi-up; to override, add "zookeeper.replicas 3 -> 5" to kafka:allow',
        ],
        [
            {},
            { security: { authentication: "offered" } },
            'kafka:security.authentication none -> offered: each step waits for servers, users and brokers in turn, which applied manifests do not do by themselves; apply one wave after the other: docs/gitops.md#wave-by-wave; to override, add "security.authentication none -> offered" to kafka:allow',
        ],
        [
            { storage: { provisioner: "ebs.csi.aws.com", reclaimPolicy: "Delete" } },
            { storage: { provisioner: "ebs.csi.aws.com", reclaimPolicy: "Retain" } },
            'kafka:storage.reclaimPolicy Delete -> Retain: the API server refuses to change a StorageClass; delete the StorageClass before (disks stay), and apply it anew; to override, add "storage.reclaimPolicy Delete -> Retain" to kafka:allow',
        ],
    ];

    for (const [old, wanted, line] of byManifests) {
        it(`refuses what applied manifests cannot do: ${line.split(":", 2).join(":")}`, () => {
            assert.equal(plan(old, wanted).code, 0);
            const { code, said } = plan(old, wanted, "--by-manifests");
            assert.equal(code, 1);
            assert.equal(said, `refused, nothing is touched: 1 of 1 edit\n  ${line}`);
            const name = /add ("[^"]+") to/.exec(line)?.[1] ?? "";
            const allow = [JSON.parse(name) as string];
            assert.equal(plan(old, { ...wanted, allow }, "--by-manifests").code, 0);
        });
    }

    it("leaves what applied manifests can do as it is", () => {
        const { code, said } = plan({ brokers: { cpu: "1" } }, { brokers: { cpu: "2" } }, "--by-manifests");
        assert.deepEqual(
            { code, said },
            { code: 0, said: "rolls 3 brokers one by one (≈ 3 min), touches nothing else" },
        );
    });

    it("says what is wrong with either file, all of it", () => {
        const { code, said, heard } = plan(
            { brokers: { replicas: 0 } },
            { zookeeper: { memroy: "1Gi" }, brokers: { disk: { secure: "v1:aaaa:bbbb" } } },
        );
        assert.deepEqual({ code, said }, { code: 1, said: "" });
        const lines = heard.split("\n");
        assert.equal(lines[0], `${join(folder, "old.yaml")}: 1 problem (docs/settings.md lists every key)`);
        assert.equal(lines[1], "  kafka:brokers.replicas is 0: must be an integer from 1 to 99");
        assert.equal(lines[2], `${join(folder, "new.yaml")}: 2 problems (docs/settings.md lists every key)`);
        assert.match(
            heard,
            /kafka:brokers\.disk is a secret: no setting but kafka:passwords takes a secret; write it in plain/,
        );
    });

    it("reads passwords that are encrypted, and does not judge them", () => {
        const users = { security: { authentication: "offered" }, users: [{ name: "orders" }] };
        const [old, wanted] = ["v1:aaaa:bbbb", "v1:aaaa:cccc"].map((secure) => ({
            ...users,
            passwords: { orders: { secure } },
        }));
        assert.equal(plan(old ?? {}, wanted ?? {}).said, "no setting differs from what runs: nothing is touched");
        const whole = plan({}, { ...users, passwords: { secure: "v1:aaaa:bbbb" } });
        assert.match(whole.heard, /kafka:passwords is a secret: must be a map from names of users to secrets$/);
    });

    it("says which file is none, and how it is called", () => {
        assert.match(plan("a: [", {}).heard, /^\S+old\.yaml: no YAML: [^\n]+$/);
        assert.match(plan("- a", {}).heard, /old\.yaml: no map with "config:" \(docs\/settings\.md lists every key\)$/);
        assert.equal(plan("", "").code, 0);
        const missing = command("--from", join(folder, "nope.yaml"), "--to", join(folder, "nope.yaml"));
        assert.equal(missing.code, 1);
        assert.match(missing.heard, /nope\.yaml cannot be read: ENOENT[^\n]*$/);
        const usage =
            "two stack files are compared by: npm run -s plan -- --from OLD_FILE --to NEW_FILE [--by-manifests] [--markdown]";
        assert.deepEqual(command("--from", "a.yaml"), { code: 1, said: "", heard: usage });
        assert.deepEqual(command("--from", "a.yaml", "--to", "b.yaml", "--stack", "dev"), {
            code: 1,
            said: "",
            heard: usage,
        });
    });
});
