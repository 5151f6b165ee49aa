import * as pulumi from "@pulumi/pulumi";
import { runOnMocks } from "../../stack/render/mocks";
import type { Deployment } from "./registration";

/**
 * Runs `program` on mocks, waits until all is registered, and returns every registration in the order of its name. What `program`
 * returns are the outputs. In a `preview` nothing has an id yet, as in the first preview of a stack.
 */
export async function deploy(
    program: () => unknown,
    config: Readonly<Record<string, string>> = {},
    stack = "test",
    preview = false,
): Promise<Deployment> {
    const generated = (name: string) => `generated-for-${name}`;
    return runOnMocks(program, { config, project: "kafka", organization: "organization", stack, preview, generated });
}

/** The value of an output or a resource's property. */
export async function valueOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
    return new Promise((resolve) => {
        pulumi.output(output).apply(resolve);
    });
}
