#!/bin/bash
# Makes the ensemble consist of the servers that are wanted: adds those that follow already, all in one step, and takes the others out, whose
# pods go only then. Nobody restarts. It looks, does the next thing, and looks again, so it may be killed at any moment.
# Environment: SERVERS, `server.ID=HOST:2888:3888;2181 …`; SUPER_PASSWORD_FILE; CLIENT_PORT; SCRIPTS_DIRECTORY.
set -u
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$SCRIPTS_DIRECTORY/functions.sh"
say() {
  [ "$*" = "${told:-}" ] || echo "$(date -u +%H:%M:%S) $*"
  told="$*"
}
# wanted ID: its line.
wanted() { tr ' ' '\n' <<<"$SERVERS" | grep "^server\.$1="; }
ids() { while read -r member; do id_of "$member"; done; }
joined() { local IFS=,; echo "$*"; }

mapfile -t all < <(tr ' ' '\n' <<<"$SERVERS" | ids)
while :; do
  members="" at=""
  silent=()
  for id in "${all[@]}"; do
    host="$(host_of "$(wanted "$id")")"
    if ! serves "$host"; then
      silent+=("${host%%.*}")
    elif [ -z "$members" ]; then
      members="$(membership "$host")"
      at="$host"
    fi
  done
  if [ -z "$members" ]; then
    say "waiting for an ensemble that tells its members: no server serves, or all are still to restart"
    sleep 1
    continue
  fi
  mapfile -t voting < <(voters <<<"$members" | ids)
  adding=() removing=()
  for id in "${all[@]}"; do
    line="$(wanted "$id")"
    [[ " ${voting[*]} " = *" $id "* ]] || adding+=("${line/;/:participant;}")
  done
  for id in "${voting[@]}"; do
    [[ " ${all[*]} " = *" $id "* ]] || removing+=("$id")
  done
  if [ $((${#adding[@]} + ${#removing[@]})) = 0 ]; then
    say "the members are ${voting[*]}"
    exit 0
  fi
  # The servers that stay must be enough on their own, and one that is added must be in sync: a leader refuses a list that has no quorum.
  if [ "${#silent[@]}" != 0 ]; then
    say "waiting until these serve: ${silent[*]}"
    sleep 1
    continue
  fi
  if [ "${#adding[@]}" != 0 ]; then
    change="reconfig -add $(joined "${adding[@]}")"
  else
    change="reconfig -remove $(joined "${removing[@]}")"
  fi
  say "of the members ${voting[*]}: $change"
  # By the shell's input: its arguments may be seen by whoever sees the process.
  answer="$(printf 'addauth digest super:%s\n%s\n' "$(cat "$SUPER_PASSWORD_FILE")" "$change" | timeout 60 zkCli.sh -server "$at:$CLIENT_PORT" 2>&1)"
  refusal="$(grep -m 1 -E 'KeeperErrorCode|No quorum|Authentication|exception' <<<"$answer")"
  [ -z "$refusal" ] || say "ZooKeeper says: $refusal"
  sleep 1
done
