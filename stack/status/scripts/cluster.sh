#!/bin/bash
# What one broker knows of all: blocks `@controller`, `@topics` and `@sizes`, each with what the tool printed and a line `@end CODE`, where CODE is
# its exit code. Three Java tools, one after the other: they share a broker's memory limit with it. None is started without ZooKeeper, for a
# broker without it knows nothing new.
# Environment: that of a broker's container.
set -u
# shellcheck source=components/kafka/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
BOOTSTRAP="$(own_host):$LISTENER_PORT"
TOOL_SECONDS=25
export BOOTSTRAP TOOL_SECONDS
echo @controller
if zookeeper_serves; then
  timeout 15 "$TOOLS_DIRECTORY/zookeeper-shell.sh" "$(zookeeper_connect)" get /controller 2>&1
  echo "@end $?"
else
  echo "ZooKeeper does not serve"
  echo "@end 1"
fi
echo @topics
kafka_tool topics --describe 2>&1
echo "@end $?"
echo @sizes
kafka_tool log-dirs --describe 2>&1
echo "@end $?"
