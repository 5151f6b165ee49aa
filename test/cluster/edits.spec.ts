import { combine } from "./sizing/rows/faults";
import { killProvider } from "./sizing/rows/interruptions";
import { changeLevels } from "./sizing/rows/levels";
import { Trial } from "./sizing/trial";
import { inOrder } from "./support/inOrder";

/** Of the rows of docs/sizing.md two that go through most of what an edit goes through (`npm run test:sizing` has them all), and levels of loggers. */
describe("edits under continuous writes, in short", function () {
    this.timeout("15m");
    inOrder(this);

    const trial = new Trial("kafka-edits-e2e");

    after(() => trial.end());

    it("begins with three servers and three brokers", async () => {
        await trial.begin({});
        await trial.write("three", 3);
    });

    changeLevels(trial);
    combine(trial);
    killProvider(trial);
});
