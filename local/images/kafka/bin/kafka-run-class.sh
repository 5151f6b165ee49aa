#!/bin/bash
# kafka-run-class.sh [-name NAME] [-loggc] CLASS [argument ...]: becomes the JVM, with the options that Kafka's own script takes from the environment.
home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"

name=""
gcLog=""
while [ $# -gt 0 ]; do
    case "$1" in
    -name) name="$2" && shift 2 ;;
    -loggc) gcLog=yes && shift ;;
    -daemon) echo "-daemon: not in a container" >&2 && exit 1 ;;
    *) break ;;
    esac
done
if [ $# -eq 0 ]; then
    echo "USAGE: $0 [-name NAME] [-loggc] CLASS [argument ...]" >&2
    exit 1
fi

LOG_DIR="${LOG_DIR:-$home/logs}"
if [ -z "${KAFKA_LOG4J_OPTS:-}" ]; then
    KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:$home/config/tools-log4j.properties"
else
    # Only a log configuration of the user's may write files; the tools' writes to stderr.
    [ -d "$LOG_DIR" ] || mkdir -p "$LOG_DIR"
fi
if [ -z "${KAFKA_JMX_OPTS:-}" ]; then
    KAFKA_JMX_OPTS="-Dcom.sun.management.jmxremote=true -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false"
fi
if [ -n "${JMX_PORT:-}" ]; then
    KAFKA_JMX_OPTS+=" -Dcom.sun.management.jmxremote.port=$JMX_PORT"
    [[ "$KAFKA_JMX_OPTS" == *jmxremote.rmi.port* ]] || KAFKA_JMX_OPTS+=" -Dcom.sun.management.jmxremote.rmi.port=$JMX_PORT"
fi
if [ -z "${KAFKA_JVM_PERFORMANCE_OPTS:-}" ]; then
    KAFKA_JVM_PERFORMANCE_OPTS="-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent -XX:MaxInlineLevel=15 -Djava.awt.headless=true"
fi
if [ -n "$gcLog" ] && [ -z "${KAFKA_GC_LOG_OPTS:-}" ]; then
    [ -d "$LOG_DIR" ] || mkdir -p "$LOG_DIR"
    KAFKA_GC_LOG_OPTS="-Xlog:gc*:file=$LOG_DIR/${name:-kafka}-gc.log:time,tags:filecount=10,filesize=100M"
fi

# Every *_OPTS is a list of words.
# shellcheck disable=SC2086
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" ${KAFKA_HEAP_OPTS:--Xmx256M} $KAFKA_JVM_PERFORMANCE_OPTS ${KAFKA_GC_LOG_OPTS:-} \
    $KAFKA_JMX_OPTS "-Dkafka.logs.dir=$LOG_DIR" $KAFKA_LOG4J_OPTS -cp "$home/libs/*${CLASSPATH:+:$CLASSPATH}" ${KAFKA_OPTS:-} "$@"
