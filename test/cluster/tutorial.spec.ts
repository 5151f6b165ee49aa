import { strict as assert } from "node:assert";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandBlocks, commandsOf } from "../documents/commandBlocks";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { attempt, run } from "./support/run";

const checkout = join(__dirname, "..", "..");

/** docs/tutorial.md, word for word. */
describe("the tutorial", function () {
    this.timeout("10m");
    inOrder(this);

    const directory = mkdtempSync(join(tmpdir(), "kafka-tutorial-"));
    const state = join(directory, ".state");

    before(async () => {
        await remove();
        // What a clone has: the first block installs the packages.
        const left = [".git", "node_modules"];
        for (const entry of readdirSync(checkout).filter((name) => !left.includes(name))) {
            cpSync(join(checkout, entry), join(directory, entry), { recursive: true });
        }
        mkdirSync(state);
    });
    after(async () => {
        await remove();
        rmSync(directory, { recursive: true, force: true });
    });

    for (const { page, heading, index, printed } of commandBlocks("docs/tutorial.md")) {
        it(`${heading}, block ${index}`, async () => {
            const own = [`PULUMI_BACKEND_URL=file://${state}`, "PULUMI_SKIP_CONFIRMATIONS=true"];
            const { code, output } = await attempt(
                "env",
                [...own, "bash", "-euo", "pipefail", "-c", commandsOf(page, heading, index)],
                {
                    cwd: directory,
                    seconds: 540,
                },
            );
            assert.equal(code, 0, output);
            assert(printed === undefined || output.includes(printed), output);
        });
    }

    async function remove(): Promise<void> {
        await new Kubectl("kafka-tutorial").remove();
        await run("kubectl", ["delete", "namespace", "shop", "--ignore-not-found", "--timeout=120s"]);
    }
});
