import { cases } from "../../../stack/edits/cases";
import type { Case } from "../../../stack/edits/cases";

/** An edit of `kafka:brokers.external`, in short. */
function edit(old: object, wanted: object, rest: Omit<Case, "old" | "wanted">): Case {
    return { old: { brokers: { external: old } }, wanted: { brokers: { external: wanted } }, ...rest };
}

const ports = (nodePort: number) => ({ type: "nodePort", nodePort });

describe("edits of kafka:brokers.external", () => {
    cases([
        edit(
            {},
            { type: "nodePort" },
            {
                edits: ["brokers.external.type none -> nodePort: in place rolling brokers"],
                notes: [/bootstrap from the output externalBootstrapServers/],
            },
        ),
        edit(
            { type: "loadBalancer" },
            {},
            {
                edits: ["brokers.external.type loadBalancer -> none: in place rolling brokers"],
                notes: [/lose their way in as each broker restarts/],
            },
        ),
        edit(
            { type: "nodePort" },
            { type: "loadBalancer" },
            {
                edits: ["brokers.external.type nodePort -> loadBalancer: in place rolling brokers"],
                notes: [/get other addresses/],
            },
        ),
        edit(ports(30100), ports(30200), {
            edits: ["brokers.external.nodePort 30100 -> 30200: in place rolling brokers"],
            notes: [/lose each broker until it has restarted/],
        }),
        edit(ports(30100), ports(30104), {
            edits: ["brokers.external.nodePort 30100 -> 30104: in place rolling brokers"],
        }),
        edit(ports(30100), ports(30102), {
            edits: ["brokers.external.nodePort 30100 -> 30102: refused"],
            refused: [
                "kafka:brokers.external.nodePort 30100 -> 30102: Services of other brokers hold 30102, 30103 until they have moved themselves; choose a port that leaves out 30100 to 30103",
            ],
        }),
        // The default by its name.
        edit({ type: "nodePort" }, ports(30000), {
            edits: ["brokers.external.nodePort unset -> 30000: nothing"],
        }),
        edit(
            { type: "nodePort" },
            { type: "nodePort", host: "kafka.example.com" },
            {
                edits: ["brokers.external.host unset -> kafka.example.com: in place rolling brokers"],
                notes: [/told the new names by each broker once it has restarted/],
            },
        ),
        edit(
            { type: "loadBalancer" },
            { type: "loadBalancer", sourceRanges: ["192.0.2.0/24"] },
            {
                edits: ['brokers.external.sourceRanges [] -> ["192.0.2.0/24"]: in place'],
            },
        ),
        edit(
            { type: "loadBalancer" },
            { type: "loadBalancer", annotations: { a: "b" } },
            {
                edits: ['brokers.external.annotations {} -> {"a":"b"}: in place'],
            },
        ),
        edit(
            { type: "nodePort" },
            { type: "nodePort", externalTrafficPolicy: "Local" },
            {
                edits: ["brokers.external.externalTrafficPolicy unset -> Local: in place"],
            },
        ),
        {
            old: { brokers: { replicas: 3, external: { type: "loadBalancer" } } },
            wanted: { brokers: { replicas: 4, external: { type: "loadBalancer" } } },
            edits: ["brokers.replicas 3 -> 4: adds"],
        },
        {
            old: { brokers: { replicas: 3, external: { type: "nodePort" } } },
            wanted: { brokers: { replicas: 4, external: { type: "nodePort" } } },
            edits: ["brokers.replicas 3 -> 4: adds"],
        },
    ]);
});
