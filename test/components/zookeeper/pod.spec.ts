import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { quantity } from "../../../model/quantity";
import { at, find, text } from "../../harness";
import type { Json } from "../../harness";
import { scriptFile } from "../bash";
import { containerOf, environmentOf, podOf, zooKeeper } from "../parts";

async function server(settings: object = {}): Promise<Json> {
    return containerOf(await zooKeeper({ zookeeper: settings }), "StatefulSet", "zookeeper", "zookeeper");
}

describe("a ZooKeeper server's pod", () => {
    let container: Json;
    before(async () => {
        container = await server();
    });

    it("has exactly this environment", () => {
        const { ZOO_SERVERS: servers, ...others } = environmentOf(container);
        assert.match(text(servers), /^server\.1=/);
        assert.deepEqual(others, {
            ZOO_STANDALONE_ENABLED: "false",
            ZOO_ADMINSERVER_ENABLED: "false",
            ZOO_TICK_TIME: "2000",
            ZOO_INIT_LIMIT: "10",
            ZOO_SYNC_LIMIT: "5",
            ZOO_MAX_CLIENT_CNXNS: "60",
            ZOO_AUTOPURGE_PURGEINTERVAL: "1",
            ZOO_AUTOPURGE_SNAPRETAINCOUNT: "3",
            ZOO_4LW_COMMANDS_WHITELIST: "srvr,ruok,mntr",
            ZOO_CFG_EXTRA: "quorumListenOnAllIPs=true",
            CLIENT_PORT: "2181",
            ENTRYPOINT: "/docker-entrypoint.sh",
            PRE_STOP_SECONDS: "30",
            ZK_SERVER_HEAP: "307",
            ZK_CLIENT_HEAP: "64",
            SERVER_JVMFLAGS:
                "-Xms307m -Dzookeeper.electionPortBindRetry=0 -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1",
        });
    });

    it("takes every number from the settings", async () => {
        const environment = environmentOf(
            await server({
                tickTime: 3000,
                initLimit: 20,
                syncLimit: 7,
                maxClientConnections: 0,
                snapshotsRetained: 4,
                purgeHours: 2,
                memory: "1Gi",
                heap: "200Mi",
            }),
        );
        assert.equal(environment["ZOO_TICK_TIME"], "3000");
        assert.equal(environment["ZOO_INIT_LIMIT"], "20");
        assert.equal(environment["ZOO_SYNC_LIMIT"], "7");
        assert.equal(environment["ZOO_MAX_CLIENT_CNXNS"], "0");
        assert.equal(environment["ZOO_AUTOPURGE_SNAPRETAINCOUNT"], "4");
        assert.equal(environment["ZOO_AUTOPURGE_PURGEINTERVAL"], "2");
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
        const alive = ["/bin/bash", "-c", readFileSync(scriptFile("zookeeper", "alive.sh"), "utf8")];
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
        const whitelist = text(environmentOf(container)["ZOO_4LW_COMMANDS_WHITELIST"]).split(",");
        for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"]) {
            const word = /echo (\w+)/.exec(JSON.stringify(at(container, probe)))?.[1];
            assert.ok(whitelist.includes(String(word)), probe);
        }
    });

    it("waits for the others before it stops, and has half a minute for each", async () => {
        const pod = podOf(find(await zooKeeper(), "StatefulSet", "zookeeper"));
        assert.equal(at(pod, "terminationGracePeriodSeconds"), 60);
        const command = at(container, "lifecycle", "preStop", "exec", "command");
        assert.deepEqual(command, ["/bin/bash", "-c", readFileSync(scriptFile("zookeeper", "pre-stop.sh"), "utf8")]);
    });

    it("is the same whatever the size of the disk, which grows without a restart", async () => {
        assert.deepEqual(await server({ disk: "100Gi" }), container);
    });
});
