import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { LocalError } from "../progress";
import { runLogged } from "../toolchain/run";
import { distribution } from "./debian";
import type { Layer } from "./layer";
import { directory, link, tree } from "./tar";

/** What ZooKeeper, Kafka and the console load, JMX and the tools one runs beside them (jcmd) included; no compiler, no windows. */
const modules = [
    "java.se jdk.unsupported jdk.management jdk.management.agent jdk.httpserver jdk.net jdk.zipfs jdk.charsets",
    "jdk.crypto.ec jdk.naming.dns jdk.naming.rmi jdk.security.auth jdk.security.jgss jdk.jcmd jdk.jfr",
].flatMap((names) => names.split(" "));

/** Where the Java runtime is in the images. */
export const javaHome = "/opt/java/openjdk";

/** The JDK's directory: that of the compiler on PATH. */
function findJdk(): string {
    for (const path of (process.env["PATH"] ?? "").split(":")) {
        const compiler = join(path, "javac");
        if (existsSync(compiler)) {
            return dirname(dirname(realpathSync(compiler)));
        }
    }
    throw new LocalError("javac is not on PATH: install a JDK 17");
}

/** Which JDK it is; what its vendor says, or its place when it says nothing. */
function jdkFacts(jdk: string): string {
    const release = join(jdk, "release");
    return existsSync(release) ? readFileSync(release, "utf8") : jdk;
}

/** The layer that all images share: a Java runtime from the machine's own JDK. */
export function javaLayer(): Layer {
    const jdk = findJdk();
    return {
        name: "java",
        sources: [__filename],
        facts: [distribution(), process.arch, jdkFacts(jdk)],
        fill: async (scratch) => {
            const runtime = join(scratch, "runtime");
            const options = ["--strip-java-debug-attributes", "--no-header-files", "--no-man-pages"];
            const linking = ["--add-modules", modules.join(","), "--output", runtime, ...options];
            await runLogged("jlink", join(jdk, "bin/jlink"), linking);
            // The archive of shared classes halves the time to start: every tool in a container is a JVM.
            await runLogged("java -Xshare:dump", join(runtime, "bin/java"), ["-Xshare:dump"]);
            return [
                directory("opt"),
                directory(dirname(javaHome).slice(1)),
                directory(javaHome.slice(1)),
                ...tree(javaHome.slice(1), runtime),
                link("usr/bin/java", `${javaHome}/bin/java`),
                link("usr/bin/keytool", `${javaHome}/bin/keytool`),
            ];
        },
    };
}
