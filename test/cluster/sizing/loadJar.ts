import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kubectl } from "../support/kubectl";
import { run } from "../support/run";

const sources = join(__dirname, "load");

/**
 * Compiles the load against the client library of a running broker, with which it will run, and returns its jar, base64. Needs a JDK on
 * this machine: the broker's image has none.
 *
 * @throws Error with the compiler's output when it does not compile
 */
export async function buildLoad(kubectl: Kubectl, broker: string): Promise<string> {
    const scratch = mkdtempSync(join(tmpdir(), "kafka-load-"));
    try {
        const library = join(scratch, "kafka-clients.jar");
        const bytes = await kubectl.exec(broker, "/bin/sh", "-c", "base64 /opt/kafka/libs/kafka-clients-*.jar");
        writeFileSync(library, Buffer.from(bytes, "base64"));
        const files = readdirSync(sources).filter((name) => name.endsWith(".java"));
        const classes = join(scratch, "classes");
        await run("javac", ["--release", "17", "-cp", library, "-d", classes, ...files], { cwd: sources });
        const jar = join(scratch, "load.jar");
        await run("jar", ["--create", "--file", jar, "-C", classes, "."]);
        return readFileSync(jar).toString("base64");
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}
