import { inOrder } from "../support/inOrder";
import { addAndDrain, growBrokers, resizeBrokers } from "./rows/brokers";
import { loseLeader, resizeEnsemble, resizeServers } from "./rows/ensemble";
import { combine, loseBrokerInRoll } from "./rows/faults";
import { killApiServer, killProgram, killProvider } from "./rows/interruptions";
import { changeProperties, resizeManager } from "./rows/properties";
import { refuse } from "./rows/refusals";
import { Trial } from "./trial";

/**
 * One stack, from one broker on, edited under continuous writes. Its table is docs/sizing.md's. Each edit begins where the one before
 * ended, so the first that fails ends the suite. With SIZING_EVERYTHING everybody logs in, by TLS, and may do only what is
 * granted; brokers and servers show metrics, and a topic is listed.
 */
describe("edits under continuous writes", function () {
    this.timeout("15m");
    inOrder(this);

    const trial = new Trial("kafka-sizing-e2e", process.env["SIZING_EVERYTHING"] !== undefined);

    after(() => trial.end());

    it("begins with one server and one broker", async () => {
        await trial.begin({ "kafka:zookeeper.replicas": 1, "kafka:brokers.replicas": 1 });
        await trial.write("one", 1);
    });

    resizeEnsemble(trial);
    growBrokers(trial);
    resizeBrokers(trial);
    resizeServers(trial);
    changeProperties(trial);
    resizeManager(trial);
    addAndDrain(trial);
    loseBrokerInRoll(trial);
    combine(trial);
    loseLeader(trial);
    killProgram(trial);
    killProvider(trial);
    killApiServer(trial);
    refuse(trial);
});
