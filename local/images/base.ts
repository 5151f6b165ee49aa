import {
    chmodSync,
    existsSync,
    mkdirSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { LocalError } from "../progress";
import { runLogged } from "../toolchain/run";
import { distribution, unpackPackages } from "./debian";
import type { Layer } from "./layer";

/** What the official images' users find in a container: a shell and its tools, `ps`, `nc`, `wget`, `tini`, `setpriv` (what gosu is there). */
const packages = [
    "base-files bash coreutils dash diffutils findutils grep gzip hostname libc-bin mawk sed tar",
    "netcat-openbsd procps tini util-linux wget",
    // Of the Java runtime.
    "libgcc-s1 libstdc++6 zlib1g",
    // Stands for the package that would bring Perl.
    "usr-is-merged",
].flatMap((names) => names.split(" "));

/** What ZooKeeper, Kafka and the console load, JMX and the tools one runs beside them (jcmd) included; no compiler, no windows. */
const modules = [
    "java.se jdk.unsupported jdk.management jdk.management.agent jdk.httpserver jdk.net jdk.zipfs jdk.charsets",
    "jdk.crypto.ec jdk.naming.dns jdk.naming.rmi jdk.security.auth jdk.security.jgss jdk.jcmd jdk.jfr",
].flatMap((names) => names.split(" "));

/** Where the Java runtime is in the images. */
export const javaHome = "/opt/java/openjdk";

/** The JDK's directory: that of the compiler on PATH. */
function findJdk(): string {
    for (const directory of (process.env["PATH"] ?? "").split(":")) {
        const compiler = join(directory, "javac");
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

/** The layer that all images share: a small Debian and a Java runtime, both from the machine's own distribution, so that they fit. */
export function baseLayer(): Layer {
    const jdk = findJdk();
    return {
        name: "base",
        sources: [__filename, join(__dirname, "debian.ts")],
        facts: [distribution(), process.arch, jdkFacts(jdk)],
        fill: async (tar, scratch) => {
            const root = join(scratch, "root");
            mkdirSync(root);
            await unpackPackages(packages, root, scratch);
            await linkJava(jdk, join(root, javaHome));
            complete(root);
            // The loader's cache: nothing is found outside /usr/lib without it.
            await runLogged("ldconfig", "ldconfig", ["-r", root]);
            tar.tree("", root);
        },
    };
}

async function linkJava(jdk: string, target: string): Promise<void> {
    mkdirSync(dirname(target), { recursive: true });
    const options = ["--strip-java-debug-attributes", "--no-header-files", "--no-man-pages"];
    const linking = ["--add-modules", modules.join(","), "--output", target, ...options];
    await runLogged("jlink", join(jdk, "bin/jlink"), linking);
    // The archive of shared classes halves the time to start: every tool in a container is a JVM.
    await runLogged("java -Xshare:dump", join(target, "bin/java"), ["-Xshare:dump"]);
}

/** Does what the packages' maintainer scripts would have done. */
function complete(root: string): void {
    const links: Readonly<Record<string, string>> = {
        "usr/bin/nc": "nc.openbsd",
        "usr/bin/netcat": "nc.openbsd",
        "usr/bin/awk": "mawk",
        // Where the Alpine images have it.
        "usr/sbin/tini": "/usr/bin/tini",
        "usr/bin/java": `${javaHome}/bin/java`,
    };
    for (const [name, target] of Object.entries(links)) {
        rmSync(join(root, name), { force: true });
        symlinkSync(target, join(root, name));
    }
    for (const name of ["dev", "proc", "sys", "tmp", "run", "root", "home", "etc"]) {
        mkdirSync(join(root, name), { recursive: true });
    }
    chmodSync(join(root, "tmp"), 0o1777);
    rmSync(join(root, "var"), { recursive: true, force: true });
    mkdirSync(join(root, "var/tmp"), { recursive: true });
    chmodSync(join(root, "var/tmp"), 0o1777);
    writeFileSync(join(root, "etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
}
