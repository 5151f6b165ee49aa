import { readdirSync } from "node:fs";
import { join } from "node:path";
import { baseLayer } from "../base";
import type { Image } from "../definition";
import { addAccounts, environment, standInLabels, user } from "../definition";
import type { Layer } from "../layer";
import { mavenJars } from "../maven";

const version = "3.0.0.6";

/** The layer on the shared base: /cmak, which its user owns. */
export function cmakLayer(): Layer {
    return {
        name: "cmak",
        sources: ["image.ts", "pom.xml", "src", "bin", "conf"].map((name) => join(__dirname, name)),
        fill: async (tar, scratch) => {
            const jars = await mavenJars(__dirname, scratch, ["package"]);
            const target = join(jars, "../target");
            const owner = user;
            addAccounts(tar, "cmak", "/cmak");
            for (const name of ["", "/bin", "/conf", "/lib"]) {
                tar.directory(`cmak${name}`, { owner });
            }
            tar.copy("cmak/bin/cmak", join(__dirname, "bin/cmak"), { owner, mode: 0o755 });
            tar.tree("cmak/conf", join(__dirname, "conf"), { owner, mode: 0o644 });
            tar.tree("cmak/lib", jars, { owner, mode: 0o644 });
            for (const name of readdirSync(target).filter((file) => file.endsWith(".jar"))) {
                tar.copy(`cmak/lib/${name}`, join(target, name), { owner, mode: 0o644 });
            }
        },
    };
}

/** Kafka Manager as panubo's image runs it; the program inside is a stand-in. Its user is declared by name, as there: pods must give the number. */
export function cmakImage(): Image {
    const opened = "java.base/sun.net.www.protocol.file=ALL-UNNAMED";
    return {
        reference: `quay.io/panubo/cmak:${version}-2`,
        layers: [baseLayer(), cmakLayer()],
        config: {
            User: "cmak",
            Env: environment([], { JAVA_OPTS: "-XX:MaxRAMPercentage=80" }),
            Entrypoint: ["/usr/bin/tini", "--"],
            Cmd: [
                "/cmak/bin/cmak",
                "-Dpidfile.path=/dev/null",
                "-Dapplication.home=/cmak",
                `-J--add-opens=${opened}`,
                `-J--add-exports=${opened}`,
            ],
            WorkingDir: "/cmak",
            ExposedPorts: { "9000/tcp": {} },
            Labels: standInLabels(
                `CMAK ${version}`,
                "NOT Kafka Manager: a small program that behaves like it where a program that deploys it can tell",
            ),
        },
    };
}
