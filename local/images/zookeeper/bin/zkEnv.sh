#!/bin/bash
# Sourced by zkServer.sh and zkCli.sh: where things are, and the memory of the two kinds of JVM.
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
ZOOCFGDIR="${ZOOCFGDIR:-${ZOO_CONF_DIR:-$home/conf}}"

for extra in zookeeper-env.sh java.env; do
    if [ -f "$ZOOCFGDIR/$extra" ]; then
        # shellcheck source=/dev/null
        . "$ZOOCFGDIR/$extra"
    fi
done

ZOO_LOG_DIR="${ZOO_LOG_DIR:-$home/logs}"
# The configuration directory first: logback.xml is found there.
CLASSPATH="$ZOOCFGDIR:$home/lib/*${CLASSPATH:+:$CLASSPATH}"
# In front of what the user gives: the last -Xmx of a command line counts.
SERVER_JVMFLAGS="-Xmx${ZK_SERVER_HEAP:-1000}m ${SERVER_JVMFLAGS:-}"
CLIENT_JVMFLAGS="-Xmx${ZK_CLIENT_HEAP:-256}m ${CLIENT_JVMFLAGS:-}"
# shellcheck disable=SC2034 # for the scripts that source this
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
