import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Image } from "../definition";
import { accounts, environment, standInLabels, user } from "../definition";
import { javaLayer } from "../java";
import type { Layer } from "../layer";
import { mavenJars } from "../maven";
import { copy, directory, tree } from "../tar";
import { busyboxUserland } from "../userland";

const version = "3.0.0.6";

/** The top layer: /cmak, which is root's, so that its user cannot write there. */
function cmakLayer(): Layer {
    return {
        name: "cmak",
        sources: ["image.ts", "pom.xml", "src", "bin", "conf"].map((name) => join(__dirname, name)),
        fill: async (scratch) => {
            const jars = await mavenJars(__dirname, scratch, { goals: ["package"] });
            const target = join(jars, "../target");
            const made = readdirSync(target).filter((file) => file.endsWith(".jar"));
            return [
                ...accounts("cmak", "/home/cmak"),
                directory("home/cmak", { owner: user }),
                ...["", "/bin", "/conf", "/lib"].map((name) => directory(`cmak${name}`)),
                copy("cmak/bin/cmak", join(__dirname, "bin/cmak"), { mode: 0o755 }),
                ...tree("cmak/conf", join(__dirname, "conf"), { mode: 0o644 }),
                ...tree("cmak/lib", jars, { mode: 0o644 }),
                ...made.map((name) => copy(`cmak/lib/${name}`, join(target, name), { mode: 0o644 })),
            ];
        },
    };
}

/**
 * Kafka Manager as panubo's image runs it; the program inside is a stand-in. Its user is declared by name, as there: pods must give the
 * number. It names no port and no volume, as there.
 */
export function cmakImage(): Image {
    const opened = "java.base/sun.net.www.protocol.file=ALL-UNNAMED";
    return {
        reference: `quay.io/panubo/cmak:${version}-2`,
        layers: [busyboxUserland(), javaLayer(), cmakLayer()],
        config: {
            User: "cmak",
            Env: environment([], { JAVA_OPTS: "-XX:MaxRAMPercentage=80" }),
            // Without the dashes there: musl's getopt stops at the first word that is no option, glibc's goes on to the JVM's options.
            Entrypoint: ["tini", "--"],
            Cmd: [
                "/cmak/bin/cmak",
                "-Dpidfile.path=/dev/null",
                "-Dapplication.home=/cmak",
                `-J--add-opens=${opened}`,
                `-J--add-exports=${opened}`,
            ],
            WorkingDir: "/cmak",
            Labels: standInLabels(
                `CMAK ${version}`,
                "NOT Kafka Manager: a small program that behaves like it where a program that deploys it can tell",
            ),
        },
    };
}
