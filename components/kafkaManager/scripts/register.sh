#!/bin/bash
# Registers the cluster in CMAK and proves it. By znode, for the form answers 200 to failures; only once a broker has registered, for a
# cluster whose chroot is missing stays dead in CMAK for good; and if CMAK calls it dead all the same, by changing the
# entry for a moment, which is the one thing that revives it. All of this was measured.
# Environment: ZOOKEEPER, CHROOT, CONFIGS, CLUSTER, REGISTRATION, MANAGER_HOST, MANAGER_PORT, CONSOLE_PATH; CREDENTIALS_DIRECTORY.
set -u
# shellcheck source=components/kafkaManager/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
# zk COMMANDS: what ZooKeeper answers to them, without the prompts before it. Each call is a JVM, so one call asks for all.
zk() { printf '%s\n' "$@" | zkCli.sh -server "$ZOOKEEPER" 2>/dev/null | sed 's/^\(\[zk: [^]]*\] \)*//'; }
say() { echo "$(date -u +%H:%M:%S) $*"; }
entry="$CONFIGS/$CLUSTER"

until zk "ls $CHROOT/brokers/ids" | grep -q '^\[[0-9]'; do
  say "no broker has registered in ZooKeeper yet"
  sleep 2
done

# put ENTRY: makes the entry so, if it is not. What is there already is not made again, and nothing is said about that.
put() {
  zk "get $entry" | grep -qxF "$1" ||
    zk "create ${CONFIGS%/*} ''" "create $CONFIGS ''" "create $entry '$1'" "set $entry '$1'" "get $entry" | grep -qxF "$1"
}

brokers() { console "$MANAGER_HOST" "$MANAGER_PORT" "/api/status/$CLUSTER/brokers"; }

until put "$REGISTRATION"; do
  say "the entry $entry could not be written yet"
  sleep 2
done
say "the entry $entry is written"

tries=0
until answer="$(brokers)" && printf '%s' "$answer" | grep -q '"brokers":\[[0-9]'; do
  tries=$((tries + 1))
  say "Kafka Manager does not list the brokers yet: $(printf '%s' "$answer" | tail -n 1 | cut -c 1-200)"
  if [ $((tries % 15)) = 0 ] && printf '%s' "$answer" | grep -q ' 400 '; then
    say "changing the entry for a moment: a cluster that once failed needs it"
    put "${REGISTRATION/\"zkMaxRetry\":100/\"zkMaxRetry\":99}" && sleep 12 && put "$REGISTRATION"
  fi
  sleep 2
done
say "registered: $(printf '%s' "$answer" | tail -n 1)"
