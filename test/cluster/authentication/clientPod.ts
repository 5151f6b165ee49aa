import { clientFile } from "../../../components/kafka/logins";
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

/** Whoever is given in a login file: a user of the stack, with what a person has changed in the file, or nobody. */
export type Who = ChangedLogin | "nobody";

interface ChangedLogin {
    /** The user of the stack whose file it is. */
    readonly user: string;
    /** Another user's name. */
    readonly name?: string;
    /** Another password. */
    readonly password?: string;
    /** The certificate of another authority (PEM). */
    readonly trusts?: string;
    /** Another protocol. */
    readonly protocol?: string;
}

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

    /** Runs a tool as somebody, for 60 s at the most, with lines on its input: `console-producer --producer.config` and what follows. */
    async as(who: Who, tool: string, option: string, args: readonly string[], input = ""): Promise<Result> {
        const login = await this.#login(who);
        const command = `cat > ${loginFile} <<'END'\n${login}END\ntool="$1"; shift; timeout 60 "/opt/kafka/bin/kafka-$tool.sh" "$@"`;
        const call = ["-n", this.#namespace, "exec", "-i", pod, "--", "bash", "-c", command, "client"];
        return attempt("kubectl", [...call, tool, option, loginFile, ...args], { input, seconds: 90 });
    }

    async #login(who: Who): Promise<string> {
        if (who === "nobody") {
            return "client.id=nobody\n";
        }
        const { user, name, password, trusts, protocol } = who;
        const secret = await this.#kubectl.get("secret", userSecret(user));
        const file = Buffer.from(text(secret, "data", clientFile), "base64").toString("utf8");
        const changes: readonly (readonly [RegExp, string | undefined])[] = [
            [/(?<=username=")[^"]*/, name],
            [/(?<=password=")[^"]*/, password],
            [/(?<=^ssl\.truststore\.certificates=).*/m, trusts?.trim().replaceAll("\n", " ")],
            [/(?<=^security\.protocol=).*/m, protocol],
        ];
        return changes.reduce((changed, [what, to]) => (to === undefined ? changed : changed.replace(what, to)), file);
    }
}
