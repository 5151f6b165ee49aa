import * as pulumi from "@pulumi/pulumi";
import { kafkaTool } from "../components/kafka/scripts";
import { podName, ports, workloadNames } from "../model/names";

/** Commands that a person can paste right after `pulumi up`. */
export interface NextCommands {
    /** Writes lines from the keyboard to a topic, which it makes: brokers need not make one by themselves. */
    readonly produce: pulumi.Output<string>;
    /** Reads them back. */
    readonly consume: pulumi.Output<string>;
    /** Opens the console on this machine. */
    readonly openKafkaManager?: pulumi.Output<string>;
    /** Shows the console's password. */
    readonly showPassword?: string;
    /** Writes the file that the other commands name, where the stack's configuration holds the text of a kubeconfig: it goes first. */
    readonly writeKubeconfig?: string;
}

/** The next commands for the brokers and the console in a namespace of the cluster that the stack's configuration names. */
export function nextCommands(namespace: pulumi.Output<string>, withManager: boolean): NextCommands {
    const server = `${workloadNames.brokers}:${ports.kafka}`;
    const kubectl = pulumi.interpolate`${["kubectl", ...clusterOptions()].join(" ")} -n ${namespace}`;
    const run = (flags: string, tool: string, ...args: readonly string[]) =>
        pulumi.interpolate`${kubectl} exec ${flags}${podName("brokers", 0)} -- ${kafkaTool(tool, server, "--topic", "first", ...args).join(" ")}`;
    return {
        produce: pulumi.interpolate`${run("", "topics", "--create", "--if-not-exists")} && ${run("-it ", "console-producer")}`,
        consume: run("-it ", "console-consumer", "--from-beginning"),
        ...(withManager
            ? {
                  openKafkaManager: pulumi.interpolate`${kubectl} port-forward service/${workloadNames.kafkaManager} ${ports.kafkaManager}:${ports.kafkaManager}`,
                  showPassword: "pulumi stack output kafkaManagerPassword --show-secrets",
              }
            : {}),
        ...(isText(configured("kubeconfig"))
            ? { writeKubeconfig: `(umask 077 && pulumi config get kubernetes:kubeconfig > ${writtenKubeconfig})` }
            : {}),
    };
}

const writtenKubeconfig = "kubeconfig.yaml";

/** What chooses the cluster of the default provider, as kubectl takes it: components/live/connection.ts goes by the same three. */
function clusterOptions(): readonly string[] {
    return (["kubeconfig", "context", "cluster"] as const).flatMap((option) => {
        const value = configured(option);
        if (value === undefined) {
            return [];
        }
        // Kubectl reads the file more than once, so that the text cannot come through a pipe.
        return [`--${option}`, quoted(option === "kubeconfig" && isText(value) ? writtenKubeconfig : value)];
    });
}

/** Not by pulumi.Config, which warns of a secret that is read in plain: of a text that may be one nothing is shown. */
function configured(option: string): string | undefined {
    return pulumi.runtime.allConfig()[`kubernetes:${option}`];
}

/** Whether it is a kubeconfig and not the path of one. */
function isText(kubeconfig: string | undefined): boolean {
    return kubeconfig !== undefined && /^\s*\{|\n/.test(kubeconfig);
}

/** For a shell, which must still find the home directory in it. */
function quoted(value: string): string {
    const [, home = "", rest = ""] = /^(~\/)?(.*)$/s.exec(value) ?? [];
    return home + (/^[\w@%+=:,./-]+$/.test(rest) ? rest : `'${rest.replaceAll("'", `'\\''`)}'`);
}
