import * as pulumi from "@pulumi/pulumi";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { inTime, kubeConfig } from "./connection";

/** Longest wait for a command: a Java tool on a busy node. */
const commandTimeoutMs = 60_000;

/** A container of a running pod. */
export interface Container {
    /** The pod's namespace. */
    readonly namespace: string;
    /** The pod's name. */
    readonly pod: string;
    /** Name of the container in it. */
    readonly container: string;
}

/** What a command prints in a container; undefined where it fails, or where the cluster or the pod cannot be asked. */
export async function runLive(where: Container, command: readonly string[]): Promise<string | undefined> {
    try {
        return await execLive(where, command);
    } catch (error) {
        await pulumi.log.debug(`cannot run ${command.join(" ")} in ${where.pod}: ${String(error)}`);
        return undefined;
    }
}

/**
 * The same where it matters why there is no answer: throws what `wordsOf` reads, also when the command has not ended after so many milliseconds.
 * It may run on then: a command that could hang has an end of its own.
 */
export async function execLive(
    { namespace, pod, container }: Container,
    command: readonly string[],
    limitMs = commandTimeoutMs,
): Promise<string> {
    const [{ Exec }, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const printed = Promise.all([text(stdout), text(stderr)]);
    let close: () => void = () => undefined;
    let isOver = false;
    const ended = new Promise<string>((resolve, reject) => {
        new Exec(config)
            .exec(namespace, pod, container, [...command], stdout, stderr, null, false, (result) => {
                resolve(result.status ?? "");
            })
            .then(
                (socket: EventTarget & { readonly close: () => void }) => {
                    close = () => {
                        socket.close();
                    };
                    if (isOver) {
                        close();
                    }
                    socket.addEventListener("close", () => {
                        reject(new Error("the connection was closed"));
                    });
                },
                (error: unknown) => {
                    reject(refusalOf(error));
                },
            );
    });
    let status: string | undefined;
    try {
        status = await inTime(ended, limitMs);
    } finally {
        isOver = true;
        close();
        stdout.end();
        stderr.end();
    }
    if (status === undefined) {
        throw new Error(`no answer within ${limitMs / 1000} s`);
    }
    const [output, errors] = await printed;
    if (status !== "Success") {
        throw new Error(errors.trim());
    }
    return output;
}

/** What the client library rejects with is an event of the socket, whose words are about HTTP (ws, abortHandshake). */
function refusalOf(error: unknown): Error {
    const message =
        typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
    const status = Number(/^Unexpected server response: (\d+)$/.exec(message)?.[1] ?? 0);
    const words: Readonly<Record<number, string>> = {
        401: "the credentials are not accepted",
        403: "no right to create pods/exec",
        404: "the pod is gone",
    };
    return new Error(words[status] ?? message);
}
