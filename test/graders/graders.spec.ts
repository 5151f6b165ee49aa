import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureGraders } from "../../local/toolchain/graders";
import type { Graders } from "../../local/toolchain/graders";
import { render } from "../../stack/render";
import { manifestFile } from "../../stack/render/manifests";
import { readStackText } from "../../stack/stackFile";
import { text } from "../harness";
import type { Json } from "../harness";
import { checkov } from "./checkov";
import { objectOf, table } from "./finding";
import type { Finding } from "./finding";
import { kubeconform } from "./kubeconform";
import { kubeScore } from "./kubeScore";
import { needless, readReasons, unexplained } from "./reasons";
import type { Graded } from "./reasons";

const top = join(__dirname, "..", "..");

/** The stacks whose manifests are graded, and their files. */
const stacks = {
    dev: join(top, "Pulumi.dev.yaml"),
    prod: join(top, "Pulumi.prod.yaml"),
    everything: join(__dirname, "everything.yaml"),
} as const;

/** All objects of a stack, what is made once too. */
async function objectsOf(stack: string, file: string): Promise<readonly Json[]> {
    const read = readStackText(file, readFileSync(file, "utf8"));
    const { objects, once } = await render(
        { ...read, stack, project: "kafka", organization: "organization" },
        () => undefined,
    );
    return [...objects.map(({ object }) => object), ...once];
}

describe("what neutral graders find", () => {
    let directory = "";
    let graders: Graders;
    const reasons = readReasons();
    const graded = new Map<string, Graded>();

    /** What all graders find among the objects. */
    async function findingsOf(stack: string, objects: readonly Json[]): Promise<readonly Finding[]> {
        const own = join(directory, stack);
        mkdirSync(own);
        const file = join(own, "manifests.yaml");
        writeFileSync(file, manifestFile(objects));
        const findings = await Promise.all([
            kubeScore(graders.kubeScore, file, graders.kubernetes),
            kubeconform(graders.kubeconform, file, objects, graders),
            checkov(graders.checkov, file),
        ]);
        return findings.flat();
    }

    before(async () => {
        graders = await ensureGraders();
        directory = mkdtempSync(join(tmpdir(), "graders-"));
    });

    after(() => {
        rmSync(directory, { recursive: true, force: true });
    });

    for (const [stack, path] of Object.entries(stacks)) {
        it(`of ${stack} has reasons`, async () => {
            const made = await objectsOf(stack, path);
            const findings = await findingsOf(stack, made);
            const objects = new Set(made.map((one) => objectOf(text(one, "kind"), text(one, "metadata", "name"))));
            const one = { stack, objects, findings };
            graded.set(stack, one);
            const left = unexplained(one, reasons);
            if (left.length > 0) {
                const what = "cure what is found, or say in test/graders/reasons.yaml why it stays";
                assert.fail(`${what}:\n${table(left)}`);
            }
        });
    }

    it("is all that there are reasons for", () => {
        const left = needless([...graded.values()], reasons);
        if (left.length > 0) {
            assert.fail(`remove from test/graders/reasons.yaml:\n${left.join("\n")}`);
        }
    });

    it("is what is wrong with a pod", async () => {
        const container = { name: "server", image: "server", securityContext: { privileged: true } };
        const pod = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: "bad", namespace: "apps" },
            spec: { containers: [container], restart: "Never" },
        };
        const found = await findingsOf("bad", [pod]);
        const checks = found.map(({ tool, check, object }) => `${object} ${tool} ${check}`);
        for (const check of [
            "kube-score container-security-context-privileged",
            "kube-score container-image-tag",
            "kubeconform invalid",
            "checkov CKV_K8S_16",
        ]) {
            assert(checks.includes(`Pod/bad ${check}`), `${check} is missing:\n${table(found)}`);
        }
    });
});
