import { strict as assert } from "node:assert";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { attempt, run } from "./support/run";

const checkout = join(__dirname, "..", "..");

/** A block of commands, under the heading that it stands below, and what they are said to print. */
interface Block {
    readonly heading: string;
    readonly commands: string;
    readonly printed: string | undefined;
}

/** The blocks of a page, in its order: a `text` block belongs to the commands before it. */
function blocks(page: string): readonly Block[] {
    const found: Block[] = [];
    let heading = "";
    for (const [, title, language, text = ""] of page.matchAll(/^## (.*)$|^```(sh|text)\n([\s\S]*?)^```$/gm)) {
        heading = title ?? heading;
        const last = found.at(-1);
        if (language === "sh") {
            found.push({ heading, commands: text, printed: undefined });
        } else if (language === "text" && last !== undefined) {
            found[found.length - 1] = { ...last, printed: text.trim() };
        }
    }
    return found;
}

/** docs/tutorial.md, word for word. */
describe("the tutorial", function () {
    this.timeout("10m");
    inOrder(this);

    const directory = mkdtempSync(join(tmpdir(), "kafka-tutorial-"));
    const state = join(directory, ".state");

    before(async () => {
        await remove();
        // What a clone has, but for the packages, which are here already: `npm ci` would remove those of the checkout.
        const left = [".git", "node_modules"];
        for (const entry of readdirSync(checkout).filter((name) => !left.includes(name))) {
            cpSync(join(checkout, entry), join(directory, entry), { recursive: true });
        }
        symlinkSync(join(checkout, "node_modules"), join(directory, "node_modules"));
        mkdirSync(state);
    });
    after(async () => {
        await remove();
        rmSync(directory, { recursive: true, force: true });
    });

    for (const [index, { heading, commands, printed }] of blocks(
        readFileSync(join(checkout, "docs/tutorial.md"), "utf8"),
    ).entries()) {
        it(`${heading}, block ${index + 1}`, async () => {
            const ran = commands.replace(/^npm ci$/m, "");
            const own = [`PULUMI_BACKEND_URL=file://${state}`, "PULUMI_SKIP_CONFIRMATIONS=true"];
            const { code, output } = await attempt("env", [...own, "bash", "-euo", "pipefail", "-c", ran], {
                cwd: directory,
                seconds: 540,
            });
            assert.equal(code, 0, output);
            assert(printed === undefined || output.includes(printed), output);
        });
    }

    async function remove(): Promise<void> {
        await new Kubectl("kafka-tutorial").remove();
        await run("kubectl", ["delete", "namespace", "shop", "--ignore-not-found", "--timeout=120s"]);
    }
});
