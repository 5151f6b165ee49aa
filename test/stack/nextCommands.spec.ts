import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { nextCommands } from "../../stack/nextCommands";
import { deploy, valueOf } from "../harness";

async function commands(withManager: boolean): Promise<unknown> {
    const { outputs } = await deploy(() => ({ commands: nextCommands(pulumi.output("apps"), withManager) }));
    return valueOf(outputs["commands"]);
}

const tools = "kubectl -n apps exec -it kafka-0 -- /opt/kafka/bin";
const clients = {
    produce: `${tools}/kafka-console-producer.sh --bootstrap-server kafka:9092 --topic first`,
    consume: `${tools}/kafka-console-consumer.sh --bootstrap-server kafka:9092 --topic first --from-beginning`,
};

describe("nextCommands", () => {
    it("names the commands for clients and for the console, ready to be pasted", async () => {
        assert.deepEqual(await commands(true), {
            ...clients,
            openKafkaManager: "kubectl -n apps port-forward service/kafka-manager 9000:9000",
            showPassword: "pulumi stack output kafkaManagerPassword --show-secrets",
        });
    });

    it("leaves the console out where there is none", async () => {
        assert.deepEqual(await commands(false), clients);
    });
});
