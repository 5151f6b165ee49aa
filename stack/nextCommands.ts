import * as pulumi from "@pulumi/pulumi";
import { kafkaTool } from "../components/kafka/scripts";
import { podName, ports, workloadNames } from "../model/names";

/** Commands that a person can paste right after `pulumi up`. */
export interface NextCommands {
    /** Writes lines from the keyboard to a topic. */
    readonly produce: pulumi.Output<string>;
    /** Reads them back. */
    readonly consume: pulumi.Output<string>;
    /** Opens the console on this machine. */
    readonly openKafkaManager?: pulumi.Output<string>;
    /** Shows the console's password. */
    readonly showPassword?: string;
}

/** The next commands for the brokers and the console in a namespace. */
export function nextCommands(namespace: pulumi.Output<string>, withManager: boolean): NextCommands {
    const server = `${workloadNames.brokers}:${ports.kafka}`;
    const typed = (tool: string, ...args: readonly string[]) =>
        pulumi.interpolate`kubectl -n ${namespace} exec -it ${podName("brokers", 0)} -- ${kafkaTool(tool, server, ...args).join(" ")}`;
    return {
        produce: typed("console-producer", "--topic", "first"),
        consume: typed("console-consumer", "--topic", "first", "--from-beginning"),
        ...(withManager
            ? {
                  openKafkaManager: pulumi.interpolate`kubectl -n ${namespace} port-forward service/${workloadNames.kafkaManager} ${ports.kafkaManager}:${ports.kafkaManager}`,
                  showPassword: "pulumi stack output kafkaManagerPassword --show-secrets",
              }
            : {}),
    };
}
