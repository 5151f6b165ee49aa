#!/bin/bash
# Ready once the port is open and, until that has been so once since the start, once no partition of this broker misses it among its
# in-sync replicas. So a rolling update waits for the replicas before it takes the next broker, and a broker that never
# catches up stops the roll; later only the port counts, because a slow follower must not leave the Service. After a stop that did not wait
# for the replicas of others, no partition of this broker may miss anybody: the roll stops here instead of taking the next replica away.
# Environment: POD_NAME, HEADLESS_DNS, LISTENER_PORT, CONFIG_DIRECTORY, DATA_DIRECTORY, SCRATCH_DIRECTORY, TOOLS_DIRECTORY.
set -eu
(exec 3<>"/dev/tcp/127.0.0.1/$LISTENER_PORT") 2>/dev/null || { echo "port $LISTENER_PORT is closed"; exit 1; }
[ -e "$SCRATCH_DIRECTORY/caught-up" ] && exit 0
[ -e "$SCRATCH_DIRECTORY/stopping" ] && { echo "about to stop"; exit 1; }
# shellcheck source=components/kafka/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
# kafka_tool asks the broker itself.
BOOTSTRAP="$(own_host):$LISTENER_PORT"
export BOOTSTRAP
id="${POD_NAME##*-}"
counts="$(under_replicated "$id")"
inSync="${counts% *}" missing="${counts#* }"
[ "$missing" = 0 ] || { echo "$missing partitions are not in sync yet"; exit 1; }
if [ -e "$DATA_DIRECTORY/stopped-early" ] && [ "$inSync" != 0 ]; then
  echo "stopped while $inSync partitions still missed a copy elsewhere: not ready before they have it"
  exit 1
fi
if [ -e "$DATA_DIRECTORY/announced" ]; then
  lists="$(printf 'create /stopping\ndelete /stopping/%s\nls /stopping\nls /brokers/ids\n' "$id" | zookeeper_lists)"
  mapfile -t lists <<<"$lists"
  if [ "${#lists[@]}" != 2 ] || has "${lists[0]}" "$id"; then
    echo "ZooKeeper still takes this broker for one that stops"
    exit 1
  fi
fi
rm -f "$DATA_DIRECTORY/announced" "$DATA_DIRECTORY/stopped-early"
touch "$SCRATCH_DIRECTORY/caught-up"
