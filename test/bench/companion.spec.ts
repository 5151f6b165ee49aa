import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../local/wait";
import { Companion } from "../cluster/support/companion";

const waits = { seconds: 20, every: 10 };

describe("a process beside a test or a bench", () => {
    let directory: string;
    let log: string;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "kafka-companion-"));
        log = join(directory, "logs", "log");
    });
    afterEach(() => {
        rmSync(directory, { recursive: true, force: true });
    });
    const said = () => readFileSync(log, "utf8");
    const stays = 'trap "echo asked; exit 0" TERM; echo "up $$"; while :; do sleep 0.05; done';
    const up = (signal: "TERM" | "KILL") =>
        Companion.start("bash", ["-c", stays], { log, signal }).then(async (companion) => {
            const pid = await until("it runs", waits, () => /^up (\d+)$/m.exec(said())?.[1]);
            assert.equal(companion.hopeless(), undefined);
            return { companion, pid: Number(pid) };
        });

    it("is asked to end, and has ended then", async () => {
        const { companion, pid } = await up("TERM");
        await companion.stop();
        assert.match(said(), /\nasked\n$/);
        assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
        await companion.stop();
    });

    it("is killed where it is not to take its time", async () => {
        const { companion, pid } = await up("KILL");
        await companion.stop();
        assert.doesNotMatch(said(), /asked/);
        assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
    });

    it("says why it has ended by itself, at once", async () => {
        const companion = await Companion.start("bash", ["-c", "echo no port; exit 3"], { log });
        assert.equal(await until("it ends", waits, () => companion.hopeless()), "it ended: no port");
        await companion.stop();
    });
});
