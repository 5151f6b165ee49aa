import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastUpdate, secretConfig, selectedStack } from "../../../stack/status/pulumiCli";
import { readStackFile } from "../../../stack/status/stackFile";

describe("the files of a stack, as status reads them", () => {
    let directory: string;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "kafka-status-"));
        write("Pulumi.yaml", "name: shop\nconfig:\n  kubernetes:context: { value: main }\n  kubernetes:cluster: c\n");
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });
    const write = (name: string, content: string): void => {
        writeFileSync(join(directory, name), content);
    };

    it("name the namespace and the cluster; passwords and what is of others are left alone", async () => {
        write(
            "Pulumi.dev.yaml",
            "config:\n  kafka:namespace: { name: shop }\n  kafka:passwords: { a: { secure: x } }\n  aws:region: x\n" +
                "  kubernetes:kubeconfig: { clusters: [] }\n  kubernetes:cluster: d\n",
        );
        const { namespace, settings, kubernetes, secret, file } = await readStackFile(directory, "acme/shop/dev");
        assert.deepEqual([namespace, settings?.brokers.replicas, file], ["shop", 3, "Pulumi.dev.yaml"]);
        const expected = {
            "kubernetes:kubeconfig": '{"clusters":[]}',
            "kubernetes:context": "main",
            "kubernetes:cluster": "d",
        };
        assert.deepEqual(kubernetes, expected);
        assert.deepEqual(secret, []);
    });

    it("tell which of it is a secret, and lie where the project says", async () => {
        write("Pulumi.yaml", "name: shop\nstackConfigDir: stacks\n");
        mkdirSync(join(directory, "stacks"));
        write("stacks/Pulumi.dev.yaml", "config:\n  kubernetes:kubeconfig: { secure: v1:x }\n");
        assert.deepEqual((await readStackFile(directory, "dev")).secret, ["kubernetes:kubeconfig"]);
    });

    it("need be right in the namespace only", async () => {
        write("Pulumi.dev.yaml", "config:\n  kafka:namespace: { name: shop }\n  kafka:brokers: { replicas: many }\n");
        const { namespace, settings } = await readStackFile(directory, "dev");
        assert.deepEqual([namespace, settings], ["shop", undefined]);
    });

    const bad: readonly (readonly [what: string, content: string | undefined, line: RegExp])[] = [
        ["are not there", undefined, /^there is no Pulumi\.dev\.yaml: choose the stack with -s STACK$/],
        [
            "name no namespace that there can be",
            "config:\n  kafka:namespace: { name: A_B }\n",
            /^Pulumi\.dev\.yaml: kafka:namespace\.name is "A_B": .+$/,
        ],
        [
            "are no YAML",
            "config: [\n",
            /^Pulumi\.dev\.yaml cannot be read: .+; run this where Pulumi\.yaml is, or correct it$/,
        ],
    ];
    for (const [what, content, line] of bad) {
        it(`are refused with one line where they ${what}`, async () => {
            if (content !== undefined) {
                write("Pulumi.dev.yaml", content);
            }
            await assert.rejects(readStackFile(directory, "dev"), { name: "Error", message: line });
        });
    }
});

describe("what the CLI is asked for", () => {
    const fails = () => Promise.reject(new Error("PULUMI_ACCESS_TOKEN must be set"));

    it("is the last update, which is unknown where the backend does not say", async () => {
        const history = [
            { kind: "update", result: "succeeded", startTime: "s", endTime: "e", resourceChanges: { same: 3 } },
        ];
        assert.deepEqual(await lastUpdate(() => Promise.resolve(JSON.stringify(history)), "dev"), {
            kind: "update",
            result: "succeeded",
            startedAt: "s",
            endedAt: "e",
            changes: { same: 3 },
        });
        assert.equal(await lastUpdate(() => Promise.resolve("[]"), "dev"), null);
        assert.deepEqual(await lastUpdate(fails, "dev"), { unknown: "PULUMI_ACCESS_TOKEN must be set" });
        assert.ok("unknown" in ((await lastUpdate(() => Promise.resolve("warning: x"), "dev")) ?? {}));
    });

    it("is what nothing goes without, and then one line says what to do", async () => {
        await assert.rejects(
            selectedStack(fails),
            /no stack is named, and none can be looked up \(PULUMI_ACCESS_TOKEN must be set\): name one with -s STACK/,
        );
        await assert.rejects(
            secretConfig(fails, "dev", "kubernetes:kubeconfig"),
            /kubernetes:kubeconfig is a secret, and pulumi cannot decrypt it: PULUMI/,
        );
        assert.equal(await secretConfig(() => Promise.resolve("a: 1\n"), "dev", "k"), "a: 1");
    });
});
