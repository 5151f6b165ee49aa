#!/bin/bash
# The preStop hook of a server, which still serves: waits until the other members that serve are a majority without it, at the most
# PRE_STOP_SECONDS. A server shows its mode only once the leader has found it up to date (ZooKeeper Learner, UPTODATE), so one that has just
# started counts when it is in sync. An ensemble of one or two loses its majority with any member, and one that has no majority has none to
# lose: then it does not wait, and neither does a server that is no member. Environment: HOSTNAME, CLIENT_PORT, PRE_STOP_SECONDS,
# CONFIG_DIRECTORY.
set -u
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
all=0 others=()
while read -r member; do
  all=$((all + 1))
  host="$(host_of "$member")"
  [ "${host%%.*}" = "$HOSTNAME" ] || others+=("$host")
done < <(membership 127.0.0.1 | voters)
[ "${#others[@]}" -lt "$all" ] || exit 0
majority=$((all / 2 + 1))
while [ "${#others[@]}" -ge "$majority" ] && [ "$SECONDS" -lt "$PRE_STOP_SECONDS" ]; do
  serves 127.0.0.1 || exit 0
  serving=0
  for host in "${others[@]}"; do
    if serves "$host"; then serving=$((serving + 1)); fi
  done
  [ "$serving" -lt "$majority" ] || exit 0
  sleep 1
done
