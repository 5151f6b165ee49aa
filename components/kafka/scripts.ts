import { internalListener, internalPort, jmxPort } from "./listeners";

/** Where the scripts and property files are mounted. */
export const configDirectory = "/etc/kafka-config";

/** A directory that is empty at every start of the pod and may be written to. */
export const scratchDirectory = "/tmp/kafka";

const caughtUp = `${scratchDirectory}/caught-up`;

/**
 * Starts a broker. JMX and the heap are set here and not in the container's environment: there they would also reach every
 * `kubectl exec … kafka-*.sh`, which then fails with "Port already in use" or takes a second heap from the same limit.
 * `fqdnSuffix` is the DNS name of the headless Service, `heap` is in MiB.
 */
export function startScript(fqdnSuffix: string, heap: number): string {
    return `
set -eu
id="\${POD_NAME##*-}"
case "$id" in
  ''|*[!0-9]*) echo "cannot read the broker's id from the pod's name \\"$POD_NAME\\"" >&2; exit 1 ;;
esac
host="$POD_NAME.${fqdnSuffix}"
mkdir -p ${scratchDirectory}
rm -f ${caughtUp}
unset KAFKA_JVM_PERFORMANCE_OPTS
export KAFKA_HEAP_OPTS="-Xms${heap}m -Xmx${heap}m"
export EXTRA_ARGS="-name kafkaServer"
export KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:${configDirectory}/log4j.properties"
export KAFKA_JMX_OPTS="-Dcom.sun.management.jmxremote=true \\
 -Dcom.sun.management.jmxremote.port=${jmxPort} -Dcom.sun.management.jmxremote.rmi.port=${jmxPort} \\
 -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false \\
 -Djava.rmi.server.hostname=$host"
set -- --override "broker.id=$id" --override "advertised.listeners=${internalListener}://$host:${internalPort}"
if [ -n "\${NODE_ZONE:-}" ]; then
  set -- "$@" --override "broker.rack=$NODE_ZONE"
fi
exec /opt/kafka/bin/kafka-server-start.sh ${configDirectory}/server.properties "$@"
`.trimStart();
}

/**
 * Ready once the port is open and, until that has been so once since the start, once no partition of this broker misses it among its
 * in-sync replicas. So a rolling update waits for the replicas before it takes the next broker, and a broker that never
 * catches up stops the roll; later only the port counts, because a slow follower must not leave the Service.
 */
export const readyScript = `
set -eu
(exec 3<>/dev/tcp/127.0.0.1/${internalPort}) 2>/dev/null || { echo "port ${internalPort} is closed"; exit 1; }
[ -e ${caughtUp} ] && exit 0
id="\${POD_NAME##*-}"
behind="$(/opt/kafka/bin/kafka-topics.sh --bootstrap-server 127.0.0.1:${internalPort} --describe --under-replicated-partitions)"
missing="$(printf '%s\\n' "$behind" | awk -v id="$id" '
  { replicas = ""; isr = ""
    for (i = 1; i < NF; i++) { if ($i == "Replicas:") replicas = $(i + 1); if ($i == "Isr:") isr = $(i + 1) }
    if (index("," replicas ",", "," id ",") && !index("," isr ",", "," id ",")) missing++ }
  END { print missing + 0 }')"
[ "$missing" = 0 ] || { echo "$missing partitions are not in sync yet"; exit 1; }
touch ${caughtUp}
`.trimStart();
