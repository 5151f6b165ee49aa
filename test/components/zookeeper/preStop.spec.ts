import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { zooServers } from "../../../model/names";
import { Sandbox, scriptFile, virtualTime } from "../bash";

const dns = "zookeeper-headless.apps.svc.example.internal";

describe("the preStop hook of a ZooKeeper server", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        // Only servers in the file have a mode; "self" is the one that asks.
        sandbox.stub(
            "nc",
            `host="$3"; [ "$host" = 127.0.0.1 ] && host=self
             echo "$1 $2 \${host%%.*} $4" >> ${sandbox.path("asked")}
             if grep -qx "\${host%%.*}" ${sandbox.path("serving")}; then echo "Mode: follower"; else echo "not serving"; fi`,
        );
        writeFileSync(sandbox.path("asked"), "");
        writeFileSync(sandbox.path("slept"), "");
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** How many pauses the second of so many servers made, or the only one; `later` is who serves after the first. */
    const pauses = async (servers: number, serving: readonly string[], later = serving): Promise<number> => {
        writeFileSync(sandbox.path("serving"), serving.join("\n"));
        writeFileSync(sandbox.path("later"), later.join("\n"));
        const ran = await sandbox.run(["/bin/bash", scriptFile("zookeeper", "pre-stop.sh")], {
            CLIENT_PORT: "2181",
            PRE_STOP_SECONDS: "3",
            HOSTNAME: servers === 1 ? "zookeeper-0" : "zookeeper-1",
            ZOO_SERVERS: zooServers(dns, servers),
            ...virtualTime(
                `cp ${sandbox.path("later")} ${sandbox.path("serving")}; echo "$1" >> ${sandbox.path("slept")}`,
            ),
        });
        assert.deepEqual(
            { stdout: ran.stdout, stderr: ran.stderr, code: ran.code },
            { stdout: "", stderr: "", code: 0 },
        );
        return readFileSync(sandbox.path("slept"), "utf8").split("\n").length - 1;
    };
    const asked = (): string[] => readFileSync(sandbox.path("asked"), "utf8").trim().split("\n");

    it("is given at once where the others are a majority", async () => {
        assert.equal(await pauses(3, ["self", "zookeeper-0", "zookeeper-2"]), 0);
        assert.deepEqual(asked(), ["-w 2 self 2181", "-w 2 zookeeper-0 2181", "-w 2 zookeeper-2 2181"]);
        assert.equal(await pauses(5, ["self", "zookeeper-0", "zookeeper-2", "zookeeper-4"]), 0);
    });

    it("waits for a server that is not in sync, and is given when it is", async () => {
        const all = ["self", "zookeeper-0", "zookeeper-2"];
        assert.equal(await pauses(3, ["self", "zookeeper-0"], all), 1);
    });

    for (const [servers, serving] of [
        [3, ["self", "zookeeper-0"]],
        [4, ["self", "zookeeper-0", "zookeeper-2"]],
        [5, ["self", "zookeeper-0", "zookeeper-2"]],
    ] as const) {
        it(`waits with ${serving.length} of ${servers} serving, until the bound`, async () => {
            assert.ok((await pauses(servers, serving)) > 1);
        });
    }

    it("is given at once without a majority: there is none to lose", async () => {
        assert.equal(await pauses(3, ["zookeeper-0"]), 0);
    });

    for (const servers of [1, 2]) {
        it(`is given at once in an ensemble of ${servers}, which asks nobody`, async () => {
            assert.equal(await pauses(servers, ["self"]), 0);
            assert.deepEqual(asked(), [""]);
        });
    }
});
