#!/bin/bash
# The preStop hook of a server, which still serves: waits until the others that serve are a majority of the ensemble without it, at the most
# PRE_STOP_SECONDS. A server shows its mode only once the leader has found it up to date (ZooKeeper Learner, UPTODATE), so one that has just
# started counts when it is in sync. An ensemble of one or two loses its majority with any server, and one that has no majority has none to
# lose: then it does not wait. Environment: HOSTNAME, ZOO_SERVERS, CLIENT_PORT, PRE_STOP_SECONDS.
set -u
serves() {
  echo srvr | nc -w 2 "$1" "$CLIENT_PORT" 2>/dev/null | grep -q '^Mode: '
}
all=0 others=()
for server in $ZOO_SERVERS; do
  all=$((all + 1))
  host="${server#*=}"
  host="${host%%:*}"
  [ "${host%%.*}" = "$HOSTNAME" ] || others+=("$host")
done
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
