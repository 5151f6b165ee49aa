import { strict as assert } from "node:assert";
import { leadingServer } from "../sizing/live";
import { Trial } from "../sizing/trial";
import { inOrder } from "../support/inOrder";
import { upKilledWhen } from "../support/killed";
import { eventually } from "../support/run";
import { record, writeSection } from "./table";

const section = "ensemble";

/** Every step between two of these sizes, each once, in one walk: a circle through all ordered pairs. */
const walk = [1, 2, 3, 4, 5, 7, 1, 3, 5, 1, 4, 7, 2, 1, 5, 2, 4, 1, 7, 3, 2, 5, 3, 7, 4, 2, 7, 5, 4, 3, 1];

describe("an ensemble that changes its size under continuous writes", function () {
    this.timeout("10m");
    inOrder(this);

    const trial = new Trial("kafka-ensemble-e2e");
    const { stack, kubectl } = trial;
    const resize = (servers: number) => ({ "kafka:zookeeper.replicas": servers });
    // A server that is looking for its leader answers that it serves nobody, and knows its members again in a moment.
    const expectVoters = async (wanted: number) => {
        await eventually(`${wanted} members`, 60, async () => {
            const answer = await kubectl.exec("zookeeper-0", "bash", "-c", "echo conf | nc -w 2 127.0.0.1 2181");
            const voters = answer.split("\n").filter((line) => /^server\.\d+=.*:participant/.test(line)).length;
            assert.equal(voters, wanted, answer);
            return true;
        });
    };

    before(async () => {
        const pairs = walk.slice(1).map((to, index) => `${walk[index] ?? 0} ${to}`);
        assert.equal(new Set(pairs).size, 30);
        await trial.begin({ ...resize(1), "kafka:brokers.replicas": 1 });
        await trial.write("ensemble", 1);
    });
    after(async () => {
        writeSection(section);
        await trial.end();
    });

    walk.slice(1).forEach((to, index) => {
        const from = walk[index] ?? 0;
        it(`goes from ${from} to ${to}, and nobody who stays restarts`, async () => {
            const row = await trial.carriedOut(`ZooKeeper ${from} -> ${to}`, resize(to));
            await expectVoters(to);
            const outcome = `converged; ${row.acknowledged} records acknowledged, ${row.lost} lost`;
            record({ section, state: `${from} servers`, ran: `${to} servers`, outcome, seconds: row.seconds });
        });
    });

    for (const [from, to] of [
        [1, 5],
        [5, 3],
    ] as const) {
        it(`goes from ${from} to ${to} though it is killed in the middle`, async () => {
            const row = await trial.during(`ZooKeeper ${from} -> ${to}, killed`, async () => {
                stack.edit(resize(to));
                await upKilledWhen("the change of members", stack, (output) =>
                    output.includes("Job zookeeper-members creating"),
                );
                await stack.pulumi(["cancel", "--yes"]);
                await stack.up();
            });
            await expectVoters(to);
            const outcome = `converged; ${row.acknowledged} records acknowledged, ${row.lost} lost`;
            const ran = `${to} servers, killed in the middle, pulumi up`;
            record({ section, state: `${from} servers`, ran, outcome, seconds: row.seconds });
        });
    }

    it("lets its leader go", async () => {
        // The highest of equal servers wins an election.
        await eventually("a leader that goes", 120, async () => {
            const leader = await leadingServer(kubectl);
            if (leader > 0) {
                return true;
            }
            await kubectl.replacePod("zookeeper-0");
            return undefined;
        });
        const row = await trial.carriedOut("ZooKeeper 3 -> 1, its leader goes", resize(1));
        await expectVoters(1);
        const outcome = `converged; ${row.acknowledged} records acknowledged, ${row.lost} lost`;
        record({ section, state: "3 servers, led by one that goes", ran: "1 server", outcome, seconds: row.seconds });
    });
});
