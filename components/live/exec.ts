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
        return await inTime(run(where, command), commandTimeoutMs);
    } catch (error) {
        await pulumi.log.debug(`cannot run ${command.join(" ")} in ${where.pod}: ${String(error)}`);
        return undefined;
    }
}

async function run({ namespace, pod, container }: Container, command: readonly string[]): Promise<string> {
    const [{ Exec }, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const printed = Promise.all([text(stdout), text(stderr)]);
    const status = await new Promise<string | undefined>((resolve, reject) => {
        new Exec(config)
            .exec(namespace, pod, container, [...command], stdout, stderr, null, false, (result) => {
                resolve(result.status);
            })
            .then((socket: EventTarget) => {
                socket.addEventListener("close", () => {
                    reject(new Error("the connection was closed"));
                });
            }, reject);
    });
    stdout.end();
    stderr.end();
    const [output, errors] = await printed;
    if (status !== "Success") {
        throw new Error(errors.trim());
    }
    return output;
}
