import type { outputNames } from "../stack/cluster";
import type { NextCommands } from "../stack/nextCommands";
import type { ObjectSpec, PropertySpec } from "./specs";

const commandsToken = "kafka:index:Commands";
const text = (description: string) => ({ type: "string", description }) as const;

const commands = {
    produce: text("Writes lines from the keyboard to a topic, which it makes."),
    consume: text("Reads them back."),
    consumeFromOutside: text("Reads them on a machine outside the cluster that has Kafka's tools."),
    openKafkaManager: text("Opens the console on this machine."),
    browseKafkaManager: text("What to open in a browser."),
    showPassword: text("Shows the console's password, where it is an output of the stack by its own name."),
    writeKubeconfig: text("Writes the kubeconfig that the other commands name: it goes first."),
} as const satisfies Record<keyof NextCommands, PropertySpec>;

const properties = {
    namespace: text("Namespace of everything."),
    bootstrapServers: text("What a client inside the Kubernetes cluster bootstraps from: `host:9092`."),
    externalBootstrapServers: text("What a client outside bootstraps from; none where there is no way in."),
    clientProperties: {
        type: "object",
        additionalProperties: { type: "string" },
        description: "The file by which each user logs in, by the user's name; none where nobody logs in.",
        secret: true,
    },
    zookeeperConnectionString: text("`host:2181` of the Service for clients of the ensemble, without a chroot."),
    zookeeperServers: text("The members of the ensemble, in the form of `ZOO_SERVERS`."),
    kafkaManagerUrl: text("Address of the console inside the Kubernetes cluster; none where it does not run."),
    kafkaManagerExternalUrl: text("Address of the console's Ingress; none where there is none."),
    kafkaManagerUsername: text("User of the console; none where it does not run."),
    kafkaManagerPassword: { ...text("Password of the console; none where it does not run."), secret: true },
    commands: { $ref: `#/types/${commandsToken}`, description: "What to type next." },
} as const satisfies Record<(typeof outputNames)[number], PropertySpec>;

/** The outputs of the component in Pulumi's package schema. */
export const outputs: {
    readonly types: Readonly<Record<string, ObjectSpec>>;
    readonly properties: Readonly<Record<string, PropertySpec>>;
    readonly required: readonly string[];
} = {
    types: { [commandsToken]: { type: "object", properties: commands, required: ["produce", "consume"] } },
    properties,
    required: ["namespace", "bootstrapServers", "zookeeperConnectionString", "zookeeperServers", "commands"],
};
