import { harmless, inPlace, refused } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import type { Rules } from "../../../edits/rules";
import type { BrokerSettings } from "../settings";
import { defaultNodePort } from "./addresses";
import { externalNodePorts } from "./services";
import type { ExternalSettings } from "./settings";

/** The rules for edits of `kafka:brokers.external`. None can touch a record; clients outside may lose the way to them. */
export function externalRules(old: BrokerSettings, wanted: BrokerSettings): Rules<ExternalSettings, unknown> {
    const [before, after] = [old.external, wanted.external];
    const isOpen = before.type !== "none" && before.type === after.type;
    const ofServices = () => (isOpen ? inPlace() : harmless());
    return {
        type: () => ofType(before, after),
        nodePort: () => ofPorts(old, wanted),
        host: () =>
            isOpen
                ? inPlace("clients outside are told the new names by each broker once it has restarted")
                : harmless(),
        externalTrafficPolicy: ofServices,
        annotations: ofServices,
        sourceRanges: ofServices,
    };
}

function ofType(before: ExternalSettings, after: ExternalSettings): Outcome {
    if (after.type === "none") {
        return inPlace(
            "clients outside the cluster lose their way in as each broker restarts; move them to bootstrapServers before",
        );
    }
    return before.type === "none"
        ? inPlace("clients outside bootstrap from the output externalBootstrapServers")
        : inPlace(
              "clients outside get other addresses as each broker restarts, and those of before are gone at the end: " +
                  "give them the output externalBootstrapServers",
          );
}

function ofPorts(old: BrokerSettings, wanted: BrokerSettings): Outcome {
    const { nodePort: from = defaultNodePort } = old.external;
    const { nodePort: to = defaultNodePort } = wanted.external;
    if (old.external.type !== "nodePort" || wanted.external.type !== "nodePort" || from === to) {
        return harmless();
    }
    const held = externalNodePorts(old.external, old.replicas);
    const shared = [...externalNodePorts(wanted.external, wanted.replicas).keys()].filter((port) => held.has(port));
    // Each Service would have to wait for another to let go of its port, and two brokers would claim the same address.
    return shared.length > 0
        ? refused(
              `Services of other brokers hold ${shared.join(", ")} until they have moved themselves`,
              `choose a port that leaves out ${from} to ${from + Math.max(old.replicas, wanted.replicas)}`,
          )
        : inPlace("clients outside lose each broker until it has restarted, and need the new port to bootstrap from");
}
