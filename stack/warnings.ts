import { isKnownProperty } from "../model/brokerProperties/definitions";
import { keyOf, shown } from "../schema/problems";
import type { Path } from "../schema/problems";
import type { Settings } from "./settings";

/** What is allowed, and yet seldom meant: one line for each, in the order of the groups. Empty for sound settings. */
export function warnings(settings: Settings): string[] {
    return [
        nfs,
        evenEnsemble,
        singleServer,
        twoBrokers,
        untoldZones,
        goneBrokers,
        strangeProperties,
        corruptingFeature,
    ].flatMap((warn) => warn(settings));
}

function line(path: Path, value: unknown, what: string): string {
    return `${keyOf(path)} is ${shown(value)}: ${what}`;
}

function nfs({ storage }: Settings): string[] {
    return storage.nfs
        ? [
              line(
                  ["storage", "nfs"],
                  true,
                  "Kafka's log does not suit NFS (file locks, renames of open files); for trials only",
              ),
          ]
        : [];
}

function evenEnsemble({ zookeeper: { replicas } }: Settings): string[] {
    const what = `survives no more failures than ${replicas - 1}; an odd number costs less`;
    return replicas % 2 === 0 ? [line(["zookeeper", "replicas"], replicas, what)] : [];
}

function singleServer({ zookeeper, brokers }: Settings): string[] {
    const what = `${brokers.replicas} brokers stop changing leaders while this one server is away; use 3`;
    return zookeeper.replicas === 1 && brokers.replicas >= 3 ? [line(["zookeeper", "replicas"], 1, what)] : [];
}

function twoBrokers({ brokers: { replicas } }: Settings): string[] {
    const what = "while one broker is away, records are acknowledged by a single one; use 3";
    return replicas === 2 ? [line(["brokers", "replicas"], replicas, what)] : [];
}

/** Who only prefers zones does not count on them. Kubernetes tells pods their zone from 1.35 on (KEP-4742). */
function untoldZones({ brokers: { spread } }: Settings): string[] {
    const what =
        "it places brokers; before Kubernetes 1.35 Kafka is not told their zones, and all copies of a partition may share one";
    return spread.zones === "required" ? [line(["brokers", "spread", "zones"], spread.zones, what)] : [];
}

/** Right after their number was lowered this is so; later it would empty a broker that is added again. */
function goneBrokers({ brokers: { drain, replicas } }: Settings): string[] {
    const gone = drain.filter((id) => id >= replicas);
    const what = `there is no broker ${gone.join(", ")} any more; remove it, or it is emptied again when it comes back`;
    return gone.length > 0 ? [line(["brokers", "drain"], drain, what)] : [];
}

/** Properties of plug-ins cannot be told from slips that are far off. */
function strangeProperties({ brokers: { config } }: Settings): string[] {
    return Object.entries(config)
        .filter(([name]) => !isKnownProperty(name))
        .map(([name, value]) =>
            line(
                ["brokers", "config", name],
                value,
                "no property of Kafka 3.9 itself; passed on as it is, for plug-ins",
            ),
        );
}

function corruptingFeature({ kafkaManager: { enabled, features } }: Settings): string[] {
    const what = 'lets "add partitions" corrupt topics of Kafka 2.8 and newer';
    const index = features.indexOf("KMTopicManagerFeature");
    return enabled && index >= 0 ? [line(["kafkaManager", "features", index], features[index], what)] : [];
}
