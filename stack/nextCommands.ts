import * as pulumi from "@pulumi/pulumi";
import { anyNode } from "../components/kafka/external/addresses";
import { kafkaTool } from "../components/kafka/scripts";
import { brokersLogIn, takesLogins } from "../components/security/authentication";
import type { Authentication, ListenerSecurity } from "../components/security/authentication";
import { podName, ports, workloadNames } from "../model/names";

/** Commands that a person can paste right after `pulumi up`. */
export interface NextCommands {
    /** Writes lines from the keyboard to a topic, which it makes: brokers need not make one by themselves. */
    readonly produce: pulumi.Output<string>;
    /** Reads them back. */
    readonly consume: pulumi.Output<string>;
    /** Reads them on a machine outside the cluster that has Kafka's tools, where there is a way in. */
    readonly consumeFromOutside?: pulumi.Output<string>;
    /** Opens the console on this machine. */
    readonly openKafkaManager?: pulumi.Output<string>;
    /** What to open in a browser, where the console has an Ingress. */
    readonly browseKafkaManager?: string;
    /** Shows the console's password. */
    readonly showPassword?: string;
    /** Writes the file that the other commands name, where the stack's configuration holds the text of a kubeconfig: it goes first. */
    readonly writeKubeconfig?: string;
}

/** What there is to be reached. */
interface Reached {
    /** Whether the console runs. */
    readonly withManager: boolean;
    /** How the brokers are secured. */
    readonly security: ListenerSecurity;
    /** What clients inside the cluster bootstrap from. */
    readonly bootstrapServers: pulumi.Output<string>;
    /** What clients outside the cluster bootstrap from; undefined where there is no way in. */
    readonly externalServers: pulumi.Output<string> | undefined;
    /** Address of the console's Ingress; undefined where it has none. */
    readonly managerUrl: string | undefined;
}

/** The next commands for the brokers and the console in a namespace of the cluster that the stack's configuration names. */
export function nextCommands(namespace: pulumi.Output<string>, reached: Reached): NextCommands {
    const { security, withManager, externalServers, managerUrl } = reached;
    const { authentication } = security;
    // A certificate need not be for the shortest name.
    const host =
        security.tls !== undefined && brokersLogIn(authentication)
            ? reached.bootstrapServers.apply((servers) => servers.replace(/:\d+$/, ""))
            : pulumi.output<string>(workloadNames.brokers);
    const kubectl = pulumi.interpolate`${["kubectl", ...clusterOptions()].join(" ")} -n ${namespace}`;
    const run = (flags: string, tool: string, ...args: readonly string[]) =>
        pulumi.interpolate`${kubectl} exec ${flags}${podName("brokers", 0)} -- ${host.apply((name) => kafkaTool(tool, name, security, "--topic", "first", ...args).join(" "))}`;
    return {
        produce: pulumi.interpolate`${run("", "topics", "--create", "--if-not-exists")} && ${run("-it ", "console-producer")}`,
        consume: run("-it ", "console-consumer", "--from-beginning"),
        ...(externalServers === undefined
            ? {}
            : { consumeFromOutside: externalServers.apply((servers) => consumeFromOutside(servers, authentication)) }),
        ...(withManager
            ? {
                  openKafkaManager: pulumi.interpolate`${kubectl} port-forward service/${workloadNames.kafkaManager} ${ports.kafkaManager}:${ports.kafkaManager}`,
                  ...(managerUrl === undefined ? {} : { browseKafkaManager: managerUrl }),
                  showPassword: "pulumi stack output kafkaManagerPassword --show-secrets",
              }
            : {}),
        ...(isText(configured("kubeconfig"))
            ? { writeKubeconfig: `(umask 077 && pulumi config get kubernetes:kubeconfig > ${writtenKubeconfig})` }
            : {}),
    };
}

/** The command for a machine that has Kafka's tools; the address of a node is asked for, where that is what clients connect to. */
function consumeFromOutside(servers: string, authentication: Authentication): string {
    const path = "{.items[0].status.addresses[0].address}";
    const node = `$(${["kubectl", ...clusterOptions()].join(" ")} get nodes -o jsonpath='${path}')`;
    // The file of a user: `pulumi stack output clientProperties --show-secrets` has them all.
    const login = takesLogins(authentication) ? " --consumer.config client.properties" : "";
    return `kafka-console-consumer.sh --bootstrap-server ${servers.replace(anyNode, node)}${login} --topic first --from-beginning`;
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
