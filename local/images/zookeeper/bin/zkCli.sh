#!/bin/bash
# ZooKeeper's shell; a command may follow the options, its exit code is the command's.
# shellcheck source=local/images/zookeeper/bin/zkEnv.sh
. "$(dirname "$(readlink -f "$0")")/zkEnv.sh"

# shellcheck disable=SC2086
exec "$java" "-Dzookeeper.log.dir=$ZOO_LOG_DIR" -cp "$CLASSPATH" $CLIENT_JVMFLAGS ${JVMFLAGS:-} \
    org.apache.zookeeper.ZooKeeperMain "$@"
