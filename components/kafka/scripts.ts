import { internalListener, ports } from "../../model/names";
import { dataDirectory } from "./properties";

/** Where the scripts and property files are mounted. */
export const configDirectory = "/etc/kafka-config";

/** A directory that is empty at every start of the pod and may be written to. */
export const scratchDirectory = "/tmp/kafka";

const caughtUp = `${scratchDirectory}/caught-up`;

/** There while the broker is asked to stop and waits for its leave. */
export const leaving = `${scratchDirectory}/leaving`;

/** There once ZooKeeper has been told that this broker leaves. Beside the log directory, which is Kafka's own. */
export const announced = `${dataDirectory}/announced`;

/** There after the broker had to stop without its leave. */
export const leftEarly = `${dataDirectory}/left-early`;

/** The znode below the chroot in which brokers say that they leave. */
export const leavingNode = "/leaving";

/**
 * Bash functions that ask Kafka and ZooKeeper. They need `id`, the broker's number. Each starts one JVM, which shares the memory limit with
 * the broker: never two at once.
 */
export const questions = `
# Of the partitions that miss a copy: how many this broker has in sync, and how many miss this broker. A copy that a reassignment
# is still adding is not missed by anybody.
behind() {
  local lines
  lines="$(timeout 25 /opt/kafka/bin/kafka-topics.sh --bootstrap-server 127.0.0.1:${ports.kafka} --describe --under-replicated-partitions)" || return 1
  printf '%s\\n' "$lines" | awk -F '\\t' -v id="$id" '
    function among(list) { return index("," list ",", "," id ",") > 0 }
    { replicas = ""; isr = ""; adding = ""
      for (i = 1; i <= NF; i++) {
        if ($i ~ /^Replicas: /) replicas = substr($i, 11)
        if ($i ~ /^Isr: /) isr = substr($i, 6)
        if ($i ~ /^Adding Replicas: /) adding = substr($i, 18)
      }
      if (among(isr)) inSync++
      else if (among(replicas) && !among(adding)) missing++ }
    END { print inSync + 0, missing + 0 }'
}
# The lists that ZooKeeper answers to the commands given, one a line.
zookeeper() {
  timeout 15 /opt/kafka/bin/zookeeper-shell.sh "$(sed -n 's/^zookeeper.connect=//p' ${configDirectory}/server.properties)" 2>/dev/null |
    sed -n 's/^\\[\\(.*\\)\\]$/\\1/p' | tr -d ,
}
has() {
  case " $1 " in *" $2 "*) return 0 ;; *) return 1 ;; esac
}
`.trim();

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
rm -f ${caughtUp} ${leaving}
unset KAFKA_JVM_PERFORMANCE_OPTS
export KAFKA_HEAP_OPTS="-Xms${heap}m -Xmx${heap}m"
# Java keeps the addresses of names for 30 s, but a broker or server that restarted has another one.
export KAFKA_OPTS="-Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1"
export EXTRA_ARGS="-name kafkaServer"
export KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:${configDirectory}/log4j.properties"
export KAFKA_JMX_OPTS="-Dcom.sun.management.jmxremote=true \\
 -Dcom.sun.management.jmxremote.port=${ports.jmx} -Dcom.sun.management.jmxremote.rmi.port=${ports.jmx} \\
 -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false \\
 -Djava.rmi.server.hostname=$host"
set -- --override "broker.id=$id" --override "advertised.listeners=${internalListener}://$host:${ports.kafka}"
if [ -n "\${NODE_ZONE:-}" ]; then
  set -- "$@" --override "broker.rack=$NODE_ZONE"
fi
exec /opt/kafka/bin/kafka-server-start.sh ${configDirectory}/server.properties "$@"
`.trimStart();
}

/**
 * Ready once the port is open and, until that has been so once since the start, once no partition of this broker misses it among its
 * in-sync replicas. So a rolling update waits for the replicas before it takes the next broker, and a broker that never
 * catches up stops the roll; later only the port counts, because a slow follower must not leave the Service. After a stop without
 * leave no partition of this broker may miss anybody: the roll stops here instead of taking the next copy away.
 */
export const readyScript = `
set -eu
(exec 3<>/dev/tcp/127.0.0.1/${ports.kafka}) 2>/dev/null || { echo "port ${ports.kafka} is closed"; exit 1; }
[ -e ${caughtUp} ] && exit 0
[ -e ${leaving} ] && { echo "about to stop"; exit 1; }
id="\${POD_NAME##*-}"
${questions}
counts="$(behind)"
inSync="\${counts% *}" missing="\${counts#* }"
[ "$missing" = 0 ] || { echo "$missing partitions are not in sync yet"; exit 1; }
if [ -e ${leftEarly} ] && [ "$inSync" != 0 ]; then
  echo "stopped while $inSync partitions still missed a copy elsewhere: not ready before they have it"
  exit 1
fi
if [ -e ${announced} ]; then
  lists="$(printf 'create ${leavingNode}\\ndelete ${leavingNode}/%s\\nls ${leavingNode}\\nls /brokers/ids\\n' "$id" | zookeeper)"
  mapfile -t lists <<< "$lists"
  if [ "\${#lists[@]}" != 2 ] || has "\${lists[0]}" "$id"; then
    echo "ZooKeeper still takes this broker for one that leaves"
    exit 1
  fi
fi
rm -f ${announced} ${leftEarly}
touch ${caughtUp}
`.trimStart();
