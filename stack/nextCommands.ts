import * as pulumi from "@pulumi/pulumi";
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
    const exec = pulumi.interpolate`kubectl -n ${namespace} exec -it ${podName("brokers", 0)} -- /opt/kafka/bin`;
    const server = `--bootstrap-server ${workloadNames.brokers}:${ports.kafka}`;
    return {
        produce: pulumi.interpolate`${exec}/kafka-console-producer.sh ${server} --topic first`,
        consume: pulumi.interpolate`${exec}/kafka-console-consumer.sh ${server} --topic first --from-beginning`,
        ...(withManager
            ? {
                  openKafkaManager: pulumi.interpolate`kubectl -n ${namespace} port-forward service/${workloadNames.kafkaManager} ${ports.kafkaManager}:${ports.kafkaManager}`,
                  showPassword: "pulumi stack output kafkaManagerPassword --show-secrets",
              }
            : {}),
    };
}
