#!/bin/bash
# Starts a broker, and stays the container's first process: Kafka's shutdown asks ZooKeeper for as long as it takes
# (ZooKeeperClient.waitUntilConnected), and where the broker is the first process nothing in the container can end it (pid_namespaces(7)).
# JMX and the heap are set here and not in the container's environment: there they would also reach every
# `kubectl exec ... kafka-*.sh`, which then fails with "Port already in use" or takes a second heap from the same limit.
# Environment: POD_NAME; NODE_ZONE, if it is known; HEADLESS_DNS, the DNS name of the headless Service; BROKER_HEAP_MIB; LISTENERS at the pod's own
# address, `NAME:PORT …`; of the listener for clients outside, if there is one, EXTERNAL_LISTENER, its name, EXTERNAL_PORT that clients connect to at
# broker 0, EXTERNAL_PORT_STEP that each further broker adds, and EXTERNAL_HOST, in which {broker} stands for the broker's id, or
# EXTERNAL_ADDRESSES, a directory with a file of its host for each id; of its certificate, if it has one, what certificates.sh and
# renew-certificate.sh say; LOG_FORMAT, text or json; LOG_LEVELS_FILE, lines `LOGGER=LEVEL`, if there is one; BROKER_JMX_PORT; METRICS_AGENT, the file
# of the agent, if there is one, and METRICS_PORT, where it shows metrics; CONFIG_DIRECTORY, SCRATCH_DIRECTORY, TOOLS_DIRECTORY.
set -eu
# The first process ignores what it has no trap for.
trap 'exit 143' TERM
# shellcheck source=components/kafka/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
if [ "${LOG_FORMAT:-}" = json ]; then
  filter=(awk -f "$(dirname "$0")/json-lines.awk")
  # An image of somebody's own may have Debian's awk, which reads on until its buffer is full unless it is told not to.
  if awk -W version </dev/null 2>&1 | grep -q '^mawk'; then filter=(awk -W interactive "${filter[@]:1}"); fi
  # All that this container says goes through it, also what pre-stop.sh writes to the first process's output.
  exec > >(until TZ=UTC LC_ALL=C "${filter[@]}"; do sleep 1; done) 2>&1
  json_lines=$!
  # The container ends with its first process, and what is still on its way would be lost. Others hold the pipe open, so the end is said.
  # shellcheck disable=SC2317 # called by the trap
  last_line() {
    printf '\n\004\n'
    wait "$json_lines"
  }
  trap last_line EXIT
fi
# Seconds without ZooKeeper after which the stop goes on without it: more than an election takes (syncLimit, 10 s).
patience=30
id="${POD_NAME##*-}"
case "$id" in
  '' | *[!0-9]*)
    echo "cannot read the broker's id from the pod's name \"$POD_NAME\"" >&2
    exit 1
    ;;
esac
host="$POD_NAME.$HEADLESS_DNS"
mkdir -p "$SCRATCH_DIRECTORY"
rm -f "$SCRATCH_DIRECTORY/caught-up" "$SCRATCH_DIRECTORY/stopping"
if [ -n "${TLS_DIRECTORY:-}" ]; then
  # shellcheck source=components/kafka/scripts/certificates.sh
  . "$(dirname "$0")/certificates.sh"
  if ! grep -q -e '-----BEGIN PRIVATE KEY-----' "$TLS_DIRECTORY/tls.key"; then
    echo "start.sh: tls.key must be PKCS #8 without a password, which Kafka reads: openssl pkcs8 -topk8 -nocrypt -in tls.key" >&2
    exit 1
  fi
  # Of a container before this one, ended in the middle of taking something up.
  rm -f "$STORES_DIRECTORY"/*.before
  key_store | replace keystore.pem
  replace authority.pem <"$TLS_DIRECTORY/ca.crt"
  { cat "$STORES_DIRECTORY/authority.pem" && echo && own_certificate; } | replace truststore.pem
  # Before the options of the broker: its tools would take its heap and its JMX port.
  /bin/bash "$(dirname "$0")/renew-certificate.sh" &
fi
{
  cat "$CONFIG_DIRECTORY/log4j.properties"
  # Optional in the pod: log levels are nothing that a broker should not start without.
  if [ -f "${LOG_LEVELS_FILE:-}" ]; then
    sed 's/^root=\(.*\)$/log4j.rootLogger=\1, stdout/; t
      s/^/log4j.logger./' "$LOG_LEVELS_FILE"
  fi
} >"$SCRATCH_DIRECTORY/log4j.properties"
unset KAFKA_JVM_PERFORMANCE_OPTS
export KAFKA_HEAP_OPTS="-Xms${BROKER_HEAP_MIB}m -Xmx${BROKER_HEAP_MIB}m"
# A broker or server that restarted has another address than before.
export KAFKA_OPTS="-Djava.security.properties=$CONFIG_DIRECTORY/java.security"
if [ -n "${METRICS_AGENT:-}" ]; then
  KAFKA_OPTS="$KAFKA_OPTS -javaagent:$METRICS_AGENT \
 -Dotel.javaagent.configuration-file=$CONFIG_DIRECTORY/metrics.properties \
 -Dotel.jmx.config=$CONFIG_DIRECTORY/metrics.yaml -Dotel.exporter.prometheus.port=$METRICS_PORT \
 -Dio.opentelemetry.javaagent.slf4j.simpleLogger.defaultLogLevel=warn"
fi
export EXTRA_ARGS="-name kafkaServer"
export KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:$SCRATCH_DIRECTORY/log4j.properties"
export KAFKA_JMX_OPTS="-Dcom.sun.management.jmxremote=true \
 -Dcom.sun.management.jmxremote.port=$BROKER_JMX_PORT -Dcom.sun.management.jmxremote.rmi.port=$BROKER_JMX_PORT \
 -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false \
 -Djava.rmi.server.hostname=$host"
# Those at the pod's own address stand first: Kafka Manager takes the host of the leftmost for everything (CMAK ActorModel.BrokerIdentity).
advertised=
for listener in $LISTENERS; do
  advertised="${advertised:+$advertised,}${listener%:*}://$host:${listener##*:}"
done
if [ -n "${EXTERNAL_LISTENER:-}" ]; then
  external="${EXTERNAL_HOST:-}"
  external="${external//\{broker\}/$id}"
  if [ -n "${EXTERNAL_ADDRESSES:-}" ]; then
    # The kubelet brings a mounted file up to date within about a minute, and the pod of a new broker may be before it.
    until [ -s "$EXTERNAL_ADDRESSES/$id" ]; do
      [ -n "${told:-}" ] || echo "start.sh: waits for the address of its load balancer, in $EXTERNAL_ADDRESSES/$id"
      told=yes
      sleep 1
    done
    external="$(cat "$EXTERNAL_ADDRESSES/$id")"
  fi
  case "$external" in *:*) external="[$external]" ;; esac
  advertised="$advertised,$EXTERNAL_LISTENER://$external:$((EXTERNAL_PORT + id * EXTERNAL_PORT_STEP))"
fi
set -- --override "broker.id=$id" --override "advertised.listeners=$advertised"
# As node-zone.sh has read it, where it runs before.
if [ -s "$SCRATCH_DIRECTORY/zone" ]; then NODE_ZONE="$(cat "$SCRATCH_DIRECTORY/zone")"; fi
if [ -n "${NODE_ZONE:-}" ]; then
  set -- "$@" --override "broker.rack=$NODE_ZONE"
fi
# What the broker has written is in the page cache, which outlives it: killed, it loses no record.
# shellcheck disable=SC2317 # called by the trap
kill_without_zookeeper() {
  local served="$SECONDS"
  while [ $((SECONDS - served)) -lt "$patience" ]; do
    sleep 3
    if zookeeper_serves; then served="$SECONDS"; fi
  done
  echo "start.sh: ZooKeeper has not served for $patience s: kills the broker, whose shutdown waits for it"
  kill -KILL "$broker"
}
guard=""
# shellcheck disable=SC2317
stop() {
  # A second signal would run this in the middle of itself.
  trap : TERM
  [ -z "$guard" ] || return 0
  kill_without_zookeeper &
  guard=$!
  # It may have ended meanwhile.
  kill -TERM "$broker" 2>/dev/null || true
}
# Kafka's scripts exec, so this is the broker's own number.
"$TOOLS_DIRECTORY/kafka-server-start.sh" "$CONFIG_DIRECTORY/server.properties" "$@" &
broker=$!
trap stop TERM
# A trapped signal ends a `wait` too; the code of a child that has ended is kept for the next one. Bash would print a killed child's command.
while kill -0 "$broker" 2>/dev/null; do wait "$broker" 2>/dev/null || true; done
code=0
wait "$broker" || code=$?
[ -z "$guard" ] || kill "$guard" 2>/dev/null || true
exit "$code"
