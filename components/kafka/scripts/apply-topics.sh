#!/bin/bash
# Makes the topics of the stack file, and makes those that exist equal to it as far as it says how they are to be. It asks ZooKeeper what there is,
# writes what differs, and asks again until nothing is left, so it may be killed at any moment; with nothing to do it asks once. No topic is deleted.
# All goes through one ZooKeeper shell, for a JVM takes seconds: of the tools of Kafka each makes or alters one topic, and its brokers do no more with
# one than write these znodes (AdminZkClient, ZkAdminManager, 3.9). How they are written the awk files say.
# Environment: ZOOKEEPER, `host:port/path`; REPLICAS, DRAIN, PARTITIONS and COPIES as topics-plan.awk says, and TOPICS, by default the file beside this
# script; HOPELESS, the exit code that says that trying again cannot help; LOG_DIR and TOOLS_DIRECTORY; TMPDIR, a directory that may be written to.
set -u
scripts="$(dirname "$0")"
# shellcheck source=components/kafka/scripts/functions.sh
. "$scripts/functions.sh"
export TOPICS="${TOPICS:-$scripts/topics}"
# How often in a row something may be waited for, or written, without a step forward.
: "${ATTEMPTS:=60}"
mkdir -p "$LOG_DIR"
seen="$TMPDIR/seen"
written="$TMPDIR/written"
# shell FILE < COMMANDS: what ZooKeeper's shell says to each, in their order. Its exit code is that of the last one only.
shell() { timeout 120 "$TOOLS_DIRECTORY/zookeeper-shell.sh" "$(zookeeper_connect)" >"$1" 2>&1 || :; }
# said_by FILE: the first thing that ZooKeeper could not do.
said_by() { grep -m 1 -i -E 'KeeperErrorCode|permission|not valid' "$1"; }
# Nodes with `=` in their name never exist: what the shell says of one tells where its answers to the next commands begin.
questions() {
  local id
  printf '%s\n' 'ls /==topics' 'ls /brokers/topics' 'ls /==deleting' 'ls /admin/delete_topics' 'ls /==records' 'ls /stack/topics'
  for ((id = 0; id < REPLICAS; id++)); do printf '%s\n' "ls /==broker=$id" "get /brokers/ids/$id"; done
  awk -F '\t' '{
    print "ls /=" $1
    print "get -s /brokers/topics/" $1
    print "get -s /config/topics/" $1
    print "get /stack/topics/" $1
    print "ls /brokers/topics/" $1 "/partitions"
  }' "$TOPICS"
  echo 'ls /==end'
}
tries=0
left=
# try_again LEFT WORDS: LEFT is how much is left to do or to wait for: while it changes there is a step forward.
try_again() {
  [ "$1" = "$left" ] || tries=0
  left="$1"
  tries=$((tries + 1))
  [ "$tries" -le "$ATTEMPTS" ] || { echo "$2"; exit "$HOPELESS"; }
  [ "$2" = "${told:-}" ] || say "$2"
  told="$2"
}

wait_for_zookeeper
told=
while :; do
  questions | shell "$seen"
  plan="$(LC_ALL=C awk -f "$scripts/topics-assignment.awk" -f "$scripts/topics-plan.awk" <"$seen")" || exit 1

  refused="$(planned refuse)"
  if [ -n "$refused" ]; then
    printf '%s\n' "$refused" | head -n 20
    count="$(printf '%s\n' "$refused" | grep -c .)"
    [ "$count" = 1 ] || echo "$count topics cannot be as kafka:topics says, and none is changed; the first: $(printf '%s\n' "$refused" | head -n 1)"
    exit "$HOPELESS"
  fi

  commands="$(planned "do")"
  if [ -n "$commands" ]; then
    count="$(printf '%s\n' "$commands" | grep -c .)"
    planned told | while read -r words; do say "$words"; done
    printf '%s\n' "$commands" | shell "$written"
    # Nothing is said of it unless it comes to nothing: the next look tells.
    why="$(said_by "$written")"
    try_again "do $count" "writing to ZooKeeper: ${why:-$count commands}"
    continue
  fi

  waiting="$(planned wait)"
  if [ -n "$waiting" ]; then
    why="$(said_by "$seen")"
    try_again "wait $waiting" "waiting $(printf '%s\n' "$waiting" | head -n 1)${why:+ ($why)}"
    sleep 2
    continue
  fi
  say "every topic is as it is to be: $(grep -c . "$TOPICS")"
  exit 0
done
