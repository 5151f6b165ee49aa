import assert from "node:assert/strict";
import { jobScripts, serverScripts, zooCfg } from "../../../components/zookeeper/scripts";
import { quantity } from "../../../model/quantity";
import { at, find, list, named, text } from "../../harness";
import type { Json } from "../../harness";
import { containerOf, environmentOf, podOf, settingsOf, zooKeeper } from "../parts";

async function server(settings: object = {}): Promise<Json> {
    return containerOf(await zooKeeper({ zookeeper: settings }), "StatefulSet", "zookeeper", "zookeeper");
}

describe("a ZooKeeper server's pod", () => {
    let container: Json;
    before(async () => {
        container = await server();
    });

    it("has exactly this environment", () => {
        assert.deepEqual(environmentOf(container), {
            HEADLESS_DNS: "zookeeper-headless.apps.svc.example.internal",
            CLIENT_PORT: "2181",
            FOLLOWER_PORT: "2888",
            ELECTION_PORT: "3888",
            CONFIG_DIRECTORY: "/etc/zookeeper",
            MEMBERS_DIRECTORY: "/members",
            DATA_DIRECTORY: "/data",
            LOG_DIRECTORY: "/datalog",
            INITIAL: "/etc/zookeeper-ensemble/servers",
            PRE_STOP_SECONDS: "30",
            SUPER_DIGEST_FILE: "/etc/zookeeper-super/digest",
            TMPDIR: "/tmp",
            ZK_SERVER_HEAP: "307",
            ZK_CLIENT_HEAP: "64",
            SERVER_JVMFLAGS:
                "-Xms307m -XX:-UsePerfData -Dzookeeper.electionPortBindRetry=0 " +
                "-Djava.security.properties=/etc/zookeeper/java.security " +
                "-Dlogback.configurationFile=/etc/zookeeper-log-levels/logback.xml",
        });
    });

    it("writes to its disk, to /tmp and to /logs, and has of the super user's Secret only the digest", async () => {
        const pod = podOf(find(await zooKeeper(), "StatefulSet", "zookeeper"));
        const writable = list(container, "volumeMounts").filter((mount) => at(mount, "readOnly") !== true);
        assert.deepEqual(
            writable.map((mount) => text(mount, "mountPath")),
            ["/data", "/datalog", "/members", "/tmp", "/logs"],
        );
        assert.deepEqual(at(named(pod, "super", "volumes"), "secret"), {
            secretName: "zookeeper-super",
            items: [{ key: "digest", path: "digest" }],
        });
    });

    it("is the same whatever the number of servers, which changes without a restart", async () => {
        assert.deepEqual(await server({ replicas: 7 }), container);
    });

    it("takes every number from the settings", async () => {
        const settings = {
            tickTime: 3000,
            initLimit: 20,
            syncLimit: 7,
            maxClientConnections: 0,
            snapshotsRetained: 4,
            purgeHours: 2,
            memory: "1Gi",
            heap: "200Mi",
        };
        const configuration = find(await zooKeeper({ zookeeper: settings }), "ConfigMap", "zookeeper-config");
        assert.deepEqual(text(configuration.inputs, "data", "zoo.cfg").trim().split("\n"), [
            "dataDir=/data",
            "dataLogDir=/datalog",
            "tickTime=3000",
            "initLimit=20",
            "syncLimit=7",
            "maxClientCnxns=0",
            "autopurge.purgeInterval=2",
            "autopurge.snapRetainCount=4",
            "standaloneEnabled=false",
            "reconfigEnabled=true",
            "admin.enableServer=false",
            "4lw.commands.whitelist=srvr,ruok,mntr,conf",
            "quorumListenOnAllIPs=true",
        ]);
        const environment = environmentOf(await server(settings));
        assert.equal(environment["ZK_SERVER_HEAP"], "200");
        assert.match(text(environment["SERVER_JVMFLAGS"]), /^-Xms200m /);
    });

    it("has a heap that fits its memory limit", () => {
        const heap = Number(environmentOf(container)["ZK_SERVER_HEAP"]);
        const limit = quantity(text(container, "resources", "limits", "memory"));
        assert.ok(heap > 0 && heap * 2 ** 20 < 0.8 * limit);
    });

    it("is alive while it answers, with or without a quorum", () => {
        const line = (probe: string): unknown => at(container, probe, "exec", "command");
        const alive = ["/bin/bash", "/etc/zookeeper/alive.sh"];
        assert.deepEqual(line("livenessProbe"), alive);
        assert.deepEqual(line("startupProbe"), alive);
    });

    it("has five minutes to start, and a minute of silence before it is restarted", () => {
        const budget = (probe: string): number =>
            Number(at(container, probe, "periodSeconds")) * Number(at(container, probe, "failureThreshold"));
        assert.equal(budget("startupProbe"), 300);
        assert.equal(budget("livenessProbe"), 60);
        // The awaiter looks at events; a slow probe is what the deployment would wait for.
        assert.equal(at(container, "readinessProbe", "periodSeconds"), 2);
    });

    it("asks only words that the whitelist allows", () => {
        const whitelist = (/whitelist=(.*)/.exec(zooCfg(settingsOf().zookeeper, "none", false))?.[1] ?? "").split(",");
        const asked = [
            ...Object.values({ ...serverScripts, ...jobScripts })
                .join("\n")
                .matchAll(/\bask ([a-z]+) /g),
        ];
        assert.ok(asked.length > 3);
        for (const [, word = ""] of asked) {
            assert.ok(whitelist.includes(word), word);
        }
    });

    it("waits for the others before it stops, and has half a minute for each", async () => {
        const pod = podOf(find(await zooKeeper(), "StatefulSet", "zookeeper"));
        assert.equal(at(pod, "terminationGracePeriodSeconds"), 60);
        const command = at(container, "lifecycle", "preStop", "exec", "command");
        assert.deepEqual(command, ["/bin/bash", "/etc/zookeeper/pre-stop.sh"]);
    });

    it("is the same whatever the size of the disk, which grows without a restart", async () => {
        assert.deepEqual(await server({ disk: "100Gi" }), container);
    });
});
