import { at } from "../objects/json";
import type { Json } from "../objects/json";
import { line, nameOf } from "../objects/object";
import { containersOf, podOf } from "../objects/pods";
import { resourcePolicy } from "../policy";

const amounts = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"] as const;

type Amount = (typeof amounts)[number];

/** A pod without requests is put on any node, and is the first to go there; one without a limit of memory takes that of others. */
export const resources = resourcePolicy<{ readonly required: readonly Amount[] }>(
    {
        name: "resources-set",
        description: "Containers say what they take of their node.",
        settings: {
            required: {
                type: "array",
                items: { type: "string", enum: [...amounts] },
                uniqueItems: true,
                default: ["requests.cpu", "requests.memory", "limits.memory"],
                description: `What each container must have: any of ${amounts.map((amount) => `\`${amount}\``).join(", ")}.`,
            },
        },
    },
    (object, { required }) =>
        containersOf(podOf(object)).flatMap(({ title, spec }) =>
            required
                .filter((amount) => amountOf(spec, amount) === undefined)
                .map((amount) =>
                    line(
                        `${nameOf(object)}, ${title}: resources.${amount}`,
                        undefined,
                        "must be set",
                        amount === "limits.cpu"
                            ? "set it (here: cpuLimit of kafka:zookeeper, kafka:brokers, kafka:kafkaManager)"
                            : "set it (here: cpu and memory of kafka:zookeeper, kafka:brokers, kafka:kafkaManager)",
                    ),
                ),
        ),
);

/** What a container takes; a limit counts as the request where that is missing, as Kubernetes has it. */
function amountOf(container: Json, amount: Amount): Json | undefined {
    const [kind, name] = amount.split(".") as ["requests" | "limits", string];
    const own = at(container, "resources", kind, name);
    return own ?? (kind === "requests" ? at(container, "resources", "limits", name) : undefined);
}
