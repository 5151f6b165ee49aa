#!/bin/bash
# zkServer.sh start-foreground|print-cmd|status|version [zoo.cfg]: in a container nothing runs in the background.
# shellcheck source=local/images/zookeeper/bin/zkEnv.sh
. "$(dirname "$(readlink -f "$0")")/zkEnv.sh"

configuration="$ZOOCFGDIR/${ZOOCFG:-zoo.cfg}"
if [ -n "${2:-}" ]; then
    configuration="$2"
    [ -f "$configuration" ] || configuration="$ZOOCFGDIR/$2"
fi

# As the real one does: a directory that can be written to, or one that can be made.
[ -w "$ZOO_LOG_DIR" ] || mkdir -p "$ZOO_LOG_DIR"

jmx=()
if [ "${JMXDISABLE:-}" = "" ] || [ "$JMXDISABLE" = false ]; then
    jmx=(-Dcom.sun.management.jmxremote "-Dcom.sun.management.jmxremote.local.only=${JMXLOCALONLY:-false}")
    if [ -n "${JMXPORT:-}" ]; then
        jmx+=(
            "-Dcom.sun.management.jmxremote.port=$JMXPORT"
            "-Dcom.sun.management.jmxremote.authenticate=${JMXAUTH:-false}"
            "-Dcom.sun.management.jmxremote.ssl=${JMXSSL:-false}"
        )
    fi
fi

# The two JVMFLAGS are lists of words.
# shellcheck disable=SC2206
command=(
    "$java" "-Dzookeeper.log.dir=$ZOO_LOG_DIR"
    -XX:+HeapDumpOnOutOfMemoryError "-XX:OnOutOfMemoryError=kill -9 %p"
    -cp "$CLASSPATH" $SERVER_JVMFLAGS ${JVMFLAGS:-} "${jmx[@]}"
    org.apache.zookeeper.server.quorum.QuorumPeerMain "$configuration"
)

case "${1:-}" in
start-foreground)
    exec "${command[@]}"
    ;;
print-cmd)
    printf '%q ' "${command[@]}"
    echo
    ;;
status)
    mode="$(echo srvr | nc -w 5 localhost "${ZOO_CLIENT_PORT:-2181}" | grep '^Mode: ')" || {
        echo "It is probably not running, or has no quorum." >&2
        exit 1
    }
    echo "$mode"
    ;;
version)
    exec "$java" -cp "$CLASSPATH" org.apache.zookeeper.version.VersionInfoMain
    ;;
*)
    echo "Usage: $0 start-foreground|print-cmd|status|version [configuration]" >&2
    exit 1
    ;;
esac
