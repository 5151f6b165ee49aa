import { readFileSync } from "node:fs";
import { join } from "node:path";
import { containerSecurity, podDefaults } from "../../../components/kubernetes/pod";
import { at } from "../../harness";
import { Kubectl } from "../support/kubectl";
import { eventually } from "../support/run";

const script = readFileSync(join(__dirname, "reach.sh"), "utf8");

/** Whether something answers at a target: an open port connects, a closed one drops what comes. */
export type Reached = "connects" | "times out" | "is refused";

/** A pod that tries to reach others, with the labels of one of the program's pods or with none. */
export class Probe {
    readonly #kubectl: Kubectl;
    readonly #name: string;

    /** `name` is that of the pod. */
    constructor(namespace: string, name: string) {
        this.#kubectl = new Kubectl(namespace);
        this.#name = name;
    }

    /** Makes the pod, and waits until it runs. */
    async start(image: string, labels: Readonly<Record<string, string>>): Promise<void> {
        await this.#kubectl.apply({
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: this.#name, labels },
            spec: {
                ...podDefaults,
                terminationGracePeriodSeconds: 1,
                containers: [
                    {
                        name: "probe",
                        image,
                        command: ["tail", "-f", "/dev/null"],
                        resources: { requests: { cpu: "5m", memory: "16Mi" }, limits: { memory: "64Mi" } },
                        securityContext: containerSecurity,
                        // By its labels it would be behind the Services of the pods that it takes after.
                        readinessProbe: { exec: { command: ["false"] } },
                    },
                ],
            },
        });
        await eventually(`${this.#name} runs`, 300, async () => {
            const pod = await this.#kubectl.get("pod", this.#name);
            return at(pod, "status", "phase") === "Running" ? true : undefined;
        });
    }

    /** What it reaches of these targets: `ADDRESS:PORT` or `dns`. */
    async reaches(targets: readonly string[]): Promise<ReadonlyMap<string, Reached>> {
        const printed = await this.#kubectl.exec(this.#name, "bash", "-c", script, "reach.sh", ...targets);
        const lines = printed
            .trim()
            .split("\n")
            .map((line) => line.split(" "));
        return new Map(lines.map(([target = "", code]) => [target, meaning(code)]));
    }
}

function meaning(code: string | undefined): Reached {
    return code === "0" ? "connects" : code === "124" ? "times out" : "is refused";
}
