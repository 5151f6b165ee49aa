import { readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../../../stack/render";
import type { Rendering, Stack } from "../../../stack/render";
import { readStackText } from "../../../stack/stackFile";

const top = join(__dirname, "..", "..", "..");

/** The stack files that are rendered. */
export const stackFiles = {
    dev: join(top, "Pulumi.dev.yaml"),
    prod: join(top, "Pulumi.prod.yaml"),
    everything: join(top, "test", "graders", "everything.yaml"),
} as const;

/** A stack of a file with this text. */
export function stackOf(stack: string, text: string): Stack {
    const read = readStackText(`Pulumi.${stack}.yaml`, text);
    return { ...read, stack, project: "kafka", organization: "organization" };
}

/** A rendering of one of the files. */
export async function renderingOf(stack: keyof typeof stackFiles): Promise<Rendering> {
    return render(stackOf(stack, readFileSync(stackFiles[stack], "utf8")), () => undefined);
}
