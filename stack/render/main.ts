// `npm run -s render -- -s prod`: the plain manifests of a stack, without a cluster and without its state, in the order in which they are
// applied (docs/gitops.md). What they do not have is said at the end, one line each; the exit code is 1 where there is nothing to apply.
import * as pulumi from "@pulumi/pulumi";
import { parseArgs } from "node:util";
import { render, renderOnce } from "./index";
import { onceFile } from "./once";
import { readOnce, stackAt, writeFolder, writeOnce } from "./place";
import { files, stream, withSyncWaves } from "./text";

const options = {
    stack: { type: "string", short: "s" },
    output: { type: "string", short: "o" },
    once: { type: "string" },
    argocd: { type: "boolean" },
    organization: { type: "string", default: "organization" },
} as const;

async function main(args: readonly string[]): Promise<void> {
    const given = readArguments(args);
    const stack = stackAt(process.cwd(), given.stack, given.organization);
    const plain = await render(stack, (message) => {
        console.error(message);
    });
    const rendering = given.argocd === true ? withSyncWaves(plain) : plain;
    const once =
        given.once === undefined
            ? undefined
            : { file: given.once, objects: await renderOnce(stack, plain, readOnce(given.once, plain.namespace)) };
    if (once !== undefined && writeOnce(once.file, onceFile(once.objects)) === "new") {
        console.error(
            `${once.file} is new, and so are its passwords: never apply it where this stack runs already (docs/gitops.md#what-is-made-once)`,
        );
    }
    if (given.output === undefined) {
        process.stdout.write(stream(rendering));
    } else {
        writeFolder(given.output, files(rendering));
    }
    for (const line of rendering.leftOut) {
        console.error(`left out: ${line}`);
    }
}

function readArguments(args: readonly string[]) {
    try {
        return parseArgs({ args: [...args], options }).values;
    } catch (error) {
        const [first = ""] = String(error instanceof Error ? error.message : error).split(". ");
        throw new pulumi.RunError(
            `${first}: npm run -s render -- -s STACK [--output FOLDER] [--once FILE] [--argocd] [--organization NAME]`,
        );
    }
}

main(process.argv.slice(2)).catch((error: unknown) => {
    if (!(error instanceof pulumi.RunError)) {
        throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
});
