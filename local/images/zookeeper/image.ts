import { join } from "node:path";
import type { Image } from "../definition";
import { accounts, environment, standInLabels, user } from "../definition";
import { javaLayer } from "../java";
import type { Layer } from "../layer";
import { mavenJars } from "../maven";
import { copy, directory, tree } from "../tar";
import { gnuUserland } from "../userland";

const owned = ["data", "datalog", "logs", "conf"];

/** The top layer: the server's jars, its scripts and the entry point. */
function zookeeperLayer(version: string, home: string): Layer {
    return {
        name: `zookeeper-${version}`,
        sources: ["image.ts", "pom.xml", "docker-entrypoint.sh", "bin", "conf"].map((name) => join(__dirname, name)),
        facts: [version],
        fill: async (scratch) => {
            const jars = await mavenJars(__dirname, scratch, { version });
            const owner = user;
            const logback = join(__dirname, "conf/logback.xml");
            return [
                ...accounts("zookeeper", `/${home}`),
                ...owned.map((name) => directory(name, { owner })),
                copy("conf/logback.xml", logback, { owner, mode: 0o644 }),
                copy("docker-entrypoint.sh", join(__dirname, "docker-entrypoint.sh"), { mode: 0o755 }),
                ...["", "/bin", "/lib", "/conf"].map((name) => directory(`${home}${name}`, { owner })),
                ...tree(`${home}/bin`, join(__dirname, "bin"), { owner, mode: 0o755 }),
                ...tree(`${home}/lib`, jars, { owner, mode: 0o644 }),
                copy(`${home}/conf/logback.xml`, logback, { owner, mode: 0o644 }),
            ];
        },
    };
}

/**
 * ZooKeeper with the official image's contract: paths, user, variables and their defaults, entry point, ports, volumes. `version` is the program's
 * default unless upgrades are tried.
 */
export function zookeeperImage(version = "3.8.6"): Image {
    const home = `apache-zookeeper-${version}-bin`;
    return {
        reference: `docker.io/library/zookeeper:${version}`,
        layers: [gnuUserland(), javaLayer(), zookeeperLayer(version, home)],
        config: {
            Env: environment([`/${home}/bin`], {
                ZOO_CONF_DIR: "/conf",
                ZOO_DATA_DIR: "/data",
                ZOO_DATA_LOG_DIR: "/datalog",
                ZOO_LOG_DIR: "/logs",
                ZOO_TICK_TIME: "2000",
                ZOO_INIT_LIMIT: "5",
                ZOO_SYNC_LIMIT: "2",
                ZOO_AUTOPURGE_PURGEINTERVAL: "0",
                ZOO_AUTOPURGE_SNAPRETAINCOUNT: "3",
                ZOO_MAX_CLIENT_CNXNS: "60",
                ZOO_STANDALONE_ENABLED: "true",
                ZOO_ADMINSERVER_ENABLED: "true",
                ZOOCFGDIR: "/conf",
            }),
            Entrypoint: ["/docker-entrypoint.sh"],
            Cmd: ["zkServer.sh", "start-foreground"],
            WorkingDir: `/${home}`,
            Volumes: { "/data": {}, "/datalog": {}, "/logs": {} },
            ExposedPorts: { "2181/tcp": {}, "2888/tcp": {}, "3888/tcp": {}, "8080/tcp": {} },
            Labels: standInLabels(
                `ZooKeeper ${version}`,
                "The real ZooKeeper from Maven Central in a small Debian, with scripts of its own to the official image's contract",
            ),
        },
    };
}
