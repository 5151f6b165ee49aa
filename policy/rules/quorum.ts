import { at, unknownValue } from "../objects/json";
import { isOfCluster, kindOf, line, nameOf } from "../objects/object";
import { partOf, podOf } from "../objects/pods";
import { resourcePolicy } from "../policy";

/** Servers that vote: of an even number as many may fail as of one less, and of one or two none. */
export const quorum = resourcePolicy<{ readonly minimum: number; readonly parts: readonly string[] }>(
    {
        name: "ensemble-quorum",
        description: "Ensembles have an odd number of servers, and enough to lose one.",
        settings: {
            minimum: { type: "integer", minimum: 1, default: 3, description: "The least number of servers." },
            parts: {
                type: "array",
                items: { type: "string" },
                default: ["zookeeper"],
                description:
                    "Which StatefulSets are ensembles, by the label `app.kubernetes.io/name` of their pods; add that of KRaft controllers.",
            },
        },
    },
    (object, { minimum, parts }) => {
        const part = partOf(podOf(object));
        if (kindOf(object) !== "StatefulSet" || part === undefined || !parts.includes(part)) {
            return [];
        }
        const replicas = at(object.props, "spec", "replicas") ?? 1;
        const holds = replicas === unknownValue || (Number(replicas) >= minimum && Number(replicas) % 2 === 1);
        const advice = isOfCluster(object) ? "set kafka:zookeeper.replicas" : "set replicas";
        const [low, high] = [minimum + ((minimum + 1) % 2), minimum + ((minimum + 1) % 2) + 2];
        return holds
            ? []
            : [
                  line(
                      `${nameOf(object)}: replicas`,
                      replicas,
                      `must be an odd number, at least ${minimum}`,
                      `${advice} to ${low} or ${high}`,
                  ),
              ];
    },
);
