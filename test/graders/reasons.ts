import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Finding } from "./finding";

const texts = z.array(z.string().min(1)).min(1);

const reason = z.strictObject({
    /** Tool and check, as findings name them: `checkov CKV_K8S_11`. */
    checks: texts,
    /** The stacks that it is about. */
    stacks: texts,
    /** The objects, as findings name them. */
    objects: texts,
    /** Why it stays as it is. */
    reason: z.string().min(1),
});

/** Why something that a tool finds stays as it is: each of the checks, on each of the objects, in each of the stacks that has the object. */
export type Reason = z.output<typeof reason>;

/** The reasons in `reasons.yaml`, or in `text`. Throws where they are not of that form. */
export function readReasons(text = readFileSync(join(__dirname, "reasons.yaml"), "utf8")): readonly Reason[] {
    return z.object({ reasons: z.array(reason) }).parse(parse(text)).reasons;
}

/** What is found in one stack. */
export interface Graded {
    readonly stack: string;
    /** Every object of the stack, as findings name them. */
    readonly objects: ReadonlySet<string>;
    readonly findings: readonly Finding[];
}

/** The findings that no reason is about. */
export function unexplained({ stack, findings }: Graded, reasons: readonly Reason[]): readonly Finding[] {
    return findings.filter(
        ({ tool, check, object }) =>
            !reasons.some(
                ({ checks, stacks, objects }) =>
                    checks.includes(`${tool} ${check}`) && stacks.includes(stack) && objects.includes(object),
            ),
    );
}

/** What reasons are about and nothing finds, one line each. */
export function needless(graded: readonly Graded[], reasons: readonly Reason[]): readonly string[] {
    return reasons.flatMap(({ checks, stacks, objects }) => [
        ...stacks.filter((name) => !graded.some(({ stack }) => stack === name)).map((name) => `no stack ${name}`),
        ...objects
            .filter((object) => !graded.some((one) => stacks.includes(one.stack) && one.objects.has(object)))
            .map((object) => `no ${object} in ${stacks.join(", ")}`),
        ...graded
            .filter(({ stack }) => stacks.includes(stack))
            .flatMap((one) => checks.flatMap((check) => notFound(one, check, objects))),
    ]);
}

function notFound({ stack, objects, findings }: Graded, check: string, wanted: readonly string[]): readonly string[] {
    return wanted
        .filter((object) => objects.has(object))
        .filter((object) => !findings.some((one) => one.object === object && `${one.tool} ${one.check}` === check))
        .map((object) => `${stack}: ${check} does not find ${object}`);
}
