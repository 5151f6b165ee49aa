import assert from "node:assert/strict";
import {
    copyFileSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attempt } from "../../../local/child";
import { render } from "../../../stack/render";
import { readOnce, stackAt, writeFolder, writeOnce } from "../../../stack/render/place";
import { files, mark, stream } from "../../../stack/render/text";
import { renderingOf, stackFiles } from "./rendered";

const top = join(__dirname, "..", "..", "..");

describe("npm run render", function () {
    this.timeout("10m");
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "kafka-render-"));
        copyFileSync(join(top, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
        for (const [stack, file] of Object.entries(stackFiles)) {
            copyFileSync(file, join(folder, `Pulumi.${stack}.yaml`));
        }
        writeFileSync(join(folder, "Pulumi.bad.yaml"), "config: { kafka:brokers: { replicas: 0, memroy: 1Gi } }\n");
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    /** The command itself, in a process of its own: as on another machine, it knows nothing but the files. */
    async function rendered(...args: readonly string[]) {
        const bin = join(top, "node_modules", "ts-node", "dist", "bin.js");
        return attempt(process.execPath, [bin, join(top, "stack", "render", "main.ts"), ...args], { cwd: folder });
    }

    for (const stack of ["dev", "prod", "everything"] as const) {
        it(`says the same of ${stack} in every process`, async () => {
            const [{ code, stdout, stderr }, here] = await Promise.all([rendered("-s", stack), renderingOf(stack)]);
            assert.equal(code, 0, stderr);
            assert.equal(stdout, stream(here));
            const said = stderr.split("\n").filter((line) => line.startsWith("left out: "));
            assert.deepEqual(
                said,
                here.leftOut.map((line) => `left out: ${line}`),
            );
        });
    }

    it("says what is wrong with a stack file, one line each, and nothing else", async () => {
        const { code, stdout, stderr } = await rendered("--stack", "bad", "--output", join(folder, "out"));
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.deepEqual(stderr.trimEnd().split("\n"), [
            "Pulumi.bad.yaml: 2 problems (docs/settings.md lists every key)",
            "  kafka:brokers.replicas is 0: must be an integer from 1 to 99",
            "  kafka:brokers.memroy is unknown: did you mean kafka:brokers.memory?",
        ]);
        assert.ok(!readdirSync(folder).includes("out"));
    });

    it("asks for a stack that there is", () => {
        const there = "-s with one of bad, dev, everything, prod";
        assert.throws(() => stackAt(folder, undefined, "acme"), { message: `no stack is named: ${there}` });
        assert.throws(() => stackAt(folder, "nope", "acme"), {
            message: `there is no Pulumi.nope.yaml here: ${there}`,
        });
        const { stack, project, organization } = stackAt(folder, "dev", "acme");
        assert.deepEqual({ stack, project, organization }, { stack: "dev", project: "kafka", organization: "acme" });
    });

    it("asks no cluster, neither that of the stack file nor the one that it runs in", async () => {
        const own = join(folder, "own");
        mkdirSync(own);
        copyFileSync(join(top, "Pulumi.yaml"), join(own, "Pulumi.yaml"));
        writeFileSync(
            join(own, "Pulumi.dev.yaml"),
            "config: { kubernetes:kubeconfig: /etc/shadow, kafka:topics: [] }\n",
        );
        const stack = stackAt(own, "dev", "acme");
        assert.deepEqual(stack.config, { "kafka:topics": "[]" });
        const inPod = { KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: "1" };
        Object.assign(process.env, inPod);
        try {
            const { objects } = await render(stack, () => undefined);
            assert.ok(objects.length > 20);
            assert.equal(process.env["KUBERNETES_SERVICE_HOST"], "127.0.0.1");
        } finally {
            Object.keys(inPod).forEach((name) => Reflect.deleteProperty(process.env, name));
        }
    });

    it("does not overlook what Pulumi.yaml sets for every stack", () => {
        const own = mkdtempSync(join(tmpdir(), "kafka-render-"));
        writeFileSync(join(own, "Pulumi.yaml"), "name: kafka\nconfig: { kafka:images: { value: {} } }\n");
        writeFileSync(join(own, "Pulumi.dev.yaml"), "config: {}\n");
        assert.throws(() => stackAt(own, "dev", "acme"), {
            message: "Pulumi.yaml sets kafka:images for every stack: write it into Pulumi.dev.yaml",
        });
        rmSync(own, { recursive: true });
    });

    it("writes files in place of those of an earlier rendering, and of nothing else", async () => {
        const own = join(folder, "files");
        const written = files(await renderingOf("dev"));
        writeFolder(own, new Map([...written, ["9/left.yaml", ""]]));
        writeFolder(own, written);
        assert.equal(readFileSync(join(own, "kustomization.yaml"), "utf8").split("\n")[0], mark);
        assert.deepEqual(readdirSync(own).sort(), ["0", "1", "2", "kustomization.yaml"]);

        const others = join(folder, "others");
        mkdirSync(others);
        writeFileSync(join(others, "precious"), "");
        assert.throws(() => {
            writeFolder(others, written);
        }, /others holds something else than a rendering: name another folder$/);
        assert.deepEqual(readdirSync(others), ["precious"]);
    });

    it("writes passwords for nobody else to read", () => {
        const file = join(folder, "once.yaml");
        assert.equal(readOnce(file, "kafka").objects.size, 0);
        const text = "kind: Secret\nmetadata: { name: a, namespace: kafka }\n";
        assert.equal(writeOnce(file, text), "new");
        assert.equal(writeOnce(file, text), "kept");
        assert.equal(statSync(file).mode & 0o777, 0o600);
        assert.deepEqual([...readOnce(file, "kafka").objects.keys()], ["Secret/a"]);
    });
});
