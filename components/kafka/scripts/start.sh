#!/bin/bash
# Starts a broker. JMX and the heap are set here and not in the container's environment: there they would also reach every
# `kubectl exec ... kafka-*.sh`, which then fails with "Port already in use" or takes a second heap from the same limit.
# Environment: POD_NAME; NODE_ZONE, if it is known; HEADLESS_DNS, the DNS name of the headless Service; BROKER_HEAP_MIB; LISTENER, its name and
# LISTENER_PORT; BROKER_JMX_PORT; CONFIG_DIRECTORY, SCRATCH_DIRECTORY, TOOLS_DIRECTORY.
set -eu
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
unset KAFKA_JVM_PERFORMANCE_OPTS
export KAFKA_HEAP_OPTS="-Xms${BROKER_HEAP_MIB}m -Xmx${BROKER_HEAP_MIB}m"
# Java keeps the addresses of names for 30 s, but a broker or server that restarted has another one.
export KAFKA_OPTS="-Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1"
export EXTRA_ARGS="-name kafkaServer"
export KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:$CONFIG_DIRECTORY/log4j.properties"
export KAFKA_JMX_OPTS="-Dcom.sun.management.jmxremote=true \
 -Dcom.sun.management.jmxremote.port=$BROKER_JMX_PORT -Dcom.sun.management.jmxremote.rmi.port=$BROKER_JMX_PORT \
 -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false \
 -Djava.rmi.server.hostname=$host"
set -- --override "broker.id=$id" --override "advertised.listeners=$LISTENER://$host:$LISTENER_PORT"
if [ -n "${NODE_ZONE:-}" ]; then
  set -- "$@" --override "broker.rack=$NODE_ZONE"
fi
exec "$TOOLS_DIRECTORY/kafka-server-start.sh" "$CONFIG_DIRECTORY/server.properties" "$@"
