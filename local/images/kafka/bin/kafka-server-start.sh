#!/bin/bash
# kafka-server-start.sh server.properties [--override property=value ...]
if [ $# -eq 0 ] || [ "$1" = -daemon ]; then
    echo "USAGE: $0 server.properties [--override property=value]*" >&2
    exit 1
fi
here="$(dirname "$(readlink -f "$0")")"

export KAFKA_LOG4J_OPTS="${KAFKA_LOG4J_OPTS:--Dlog4j.configuration=file:$here/../config/log4j.properties}"
export KAFKA_HEAP_OPTS="${KAFKA_HEAP_OPTS:--Xmx1G -Xms1G}"

# Set but empty means no extra argument at all: no log of the garbage collector.
# shellcheck disable=SC2086
exec "$here/kafka-run-class.sh" ${EXTRA_ARGS--name kafkaServer -loggc} kafka.Kafka "$@"
