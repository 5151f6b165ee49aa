import assert from "node:assert/strict";
import type { Answer } from "../tools";
import { granted, textOf } from "./acls";
import { failed, scram } from "./fakeZooKeeper";
import { UserScripts, failing, grants, told } from "./userScripts";

const [cluster = granted("")] = grants.map(granted);

for (const script of ["write-users.sh", "remove-users.sh"] as const) {
    describe(`${script}, when something fails`, () => {
        const trial = new UserScripts();
        const begin = () => {
            trial.fake.places.set("/kafka", "");
            trial.fake.users.clear();
            trial.fake.users.set("gone", { "SCRAM-SHA-512": scram("gone") });
            trial.fake.acls = [granted("TOPIC orders LITERAL User:gone READ"), cluster];
        };
        beforeEach(begin);
        const isDone = () =>
            script === "write-users.sh"
                ? grants.every((line) => trial.heeded().includes(textOf(granted(line)))) &&
                  trial.fake.users.has("orders")
                : trial.heeded().length === 1 && Object.keys(trial.fake.users.get("gone") ?? { a: 1 }).length === 0;

        it("waits for ZooKeeper, and says so once", async () => {
            let away = 3;
            trial.port = await trial.sandbox.listen((socket) => {
                socket.once("data", () =>
                    socket.end(
                        away-- > 0 ? "This ZooKeeper instance is not currently serving requests\n" : "Mode: follower\n",
                    ),
                );
            });
            const ran = await trial.run(script);
            assert.deepEqual([ran.code, isDone()], [0, true]);
            assert.equal(ran.stdout.split("waiting for ZooKeeper at 127.0.0.1").length, 2, ran.stdout);
        });

        const exception = "kafka.zookeeper.ZooKeeperClientTimeoutException: Timed out waiting for connection";
        for (const [tool, argument] of [
            ["configs", "--alter"],
            ["configs", "--describe"],
            ["acls", "--list"],
            ["acls", "--add"],
            ["acls", "--remove"],
        ] as const) {
            const isUsed =
                script === "write-users.sh"
                    ? argument !== "--describe" && argument !== "--remove"
                    : argument !== "--add";
            if (!isUsed) {
                continue;
            }
            it(`tries again what failed twice at kafka-${tool}.sh ${argument}, and says why`, async () => {
                const answer: Answer =
                    tool === "configs"
                        ? failed(exception)
                        : [
                              1,
                              `Error while executing ACL command: Timed out waiting for connection\n${exception}\n\tat a.B.c(B.java:1)\n`,
                          ];
                trial.fake.instead = failing(2, answer, (name, args) => name === tool && args.includes(argument));
                const ran = await trial.run(script);
                assert.deepEqual([ran.code, isDone()], [0, true]);
                const said = told(ran).filter((line) => line.startsWith("not done yet: "));
                assert.equal(said.length, 2);
                for (const line of said) {
                    assert.match(line, /: Timed out waiting for connection$/);
                }
            });
        }

        it("may be killed at any line and run again", async () => {
            const whole = told(await trial.run(script)).length;
            let killed = 0;
            for (let lines = 1; lines < whole; lines++) {
                begin();
                const first = await trial.run(script, grants, (said) => said.split("\n").length > lines);
                killed += Number(first.code === -1);
                assert.equal((await trial.run(script)).code, 0);
                assert.ok(isDone(), `after ${lines} lines`);
            }
            assert.ok(killed > 0, "it was never killed");
        });

        it("leaves grants alone where brokers heed none", async () => {
            trial.fake.instead = (tool) => (tool === "acls" ? [1, "nobody asks"] : undefined);
            const before = trial.heeded();
            const ran = await trial.run(script, "unheeded");
            assert.equal(ran.code, 0);
            assert.deepEqual(trial.heeded(), before);
        });
    });
}
