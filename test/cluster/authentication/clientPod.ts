import { clientFile, clientProperties } from "../../../components/kafka/logins";
import { userSecret } from "../../../components/kafka/users/logins";
import { containerSecurity, podDefaults } from "../../../components/kubernetes/pod";
import { scratchMounts, scratchVolumes, temporary } from "../../../components/kubernetes/scratch";
import { text } from "../../harness";
import { isReady } from "../support/kubectl";
import type { Kubectl } from "../support/kubectl";
import { attempt, eventually } from "../support/run";
import type { Result } from "../support/run";

const scratch = [temporary()];
const pod = "client";
const loginFile = "/tmp/login.properties";

/** Whoever is given in a login file: a user of the stack, what a person made up, or nobody. */
export type Who = { readonly user: string } | { readonly name: string; readonly password: string } | "nobody";

/** A pod with Kafka's own tools, from which clients of the same namespace log in as this or that user. */
export class ClientPod {
    readonly #kubectl: Kubectl;
    readonly #namespace: string;

    constructor(kubectl: Kubectl, namespace: string) {
        this.#kubectl = kubectl;
        this.#namespace = namespace;
    }

    /** Makes the pod with the brokers' image, and waits until it runs. */
    async start(): Promise<void> {
        const image = text(
            await this.#kubectl.get("statefulset", "kafka"),
            "spec",
            "template",
            "spec",
            "containers",
            0,
            "image",
        );
        await this.#kubectl.apply({
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: pod },
            spec: {
                ...podDefaults,
                terminationGracePeriodSeconds: 1,
                containers: [
                    {
                        name: "client",
                        image,
                        command: ["tail", "-f", "/dev/null"],
                        env: [
                            { name: "LOG_DIR", value: "/tmp/logs" },
                            { name: "KAFKA_HEAP_OPTS", value: "-Xmx64m" },
                            { name: "KAFKA_JVM_PERFORMANCE_OPTS", value: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1" },
                        ],
                        resources: { requests: { cpu: "20m", memory: "192Mi" }, limits: { memory: "256Mi" } },
                        securityContext: containerSecurity,
                        volumeMounts: scratchMounts(scratch),
                    },
                ],
                volumes: scratchVolumes(scratch),
            },
        });
        await eventually("a pod of clients", 60, async () =>
            isReady(await this.#kubectl.get("pod", pod)) ? true : undefined,
        );
    }

    /** Runs a tool as somebody, for 30 s at the most, with lines on its input: `console-producer --producer.config` and what follows. */
    async as(who: Who, tool: string, option: string, args: readonly string[], input = ""): Promise<Result> {
        const login = await this.#login(who);
        const command = `cat > ${loginFile} <<'END'\n${login}END\ntool="$1"; shift; timeout 30 "/opt/kafka/bin/kafka-$tool.sh" "$@"`;
        const call = ["-n", this.#namespace, "exec", "-i", pod, "--", "bash", "-c", command, "client"];
        return attempt("kubectl", [...call, tool, option, loginFile, ...args], { input, seconds: 60 });
    }

    async #login(who: Who): Promise<string> {
        if (who === "nobody") {
            return "client.id=nobody\n";
        }
        if ("name" in who) {
            return clientProperties({}, who.name, who.password, {});
        }
        const secret = await this.#kubectl.get("secret", userSecret(who.user));
        return Buffer.from(text(secret, "data", clientFile), "base64").toString("utf8");
    }
}
