#!/bin/bash
# The preStop hook of a broker, which still serves: waits until its controlled shutdown takes no replica away that is needed, and until clients
# have had the time to forget the addresses that other brokers had before their last start: else one that knows only such addresses reaches
# nobody. The stop of a pod cannot be called off, so after PRE_STOP_SECONDS, or without ZooKeeper, it goes on with a mark on the disk by which
# ready.sh stops the roll. Brokers that all stop together (destroy, scale to zero) do not wait for each other.
# Environment: POD_NAME; HEADLESS_DNS, the DNS name of the headless Service; LISTENER_PORT; PRE_STOP_SECONDS; CLIENT_ADDRESS_SECONDS, for which
# clients keep an address, 0 not to wait for them; CONTAINER_LOG, the output of the container's first process; CONFIG_DIRECTORY, DATA_DIRECTORY,
# SCRATCH_DIRECTORY, TOOLS_DIRECTORY.
set -u
# shellcheck source=components/kafka/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
# kafka_tool asks the broker itself.
BOOTSTRAP="$(own_host):$LISTENER_PORT"
export BOOTSTRAP
id="${POD_NAME##*-}"
# Seconds between two looks: each costs up to two Java tools beside the broker.
pause=3
# ZooKeeper counts as gone after so many questions without an answer, or so many seconds in which it does not serve: more than an election
# takes (syncLimit, 10 s).
most_unanswered=3
patience=15

mkdir -p "$SCRATCH_DIRECTORY"
# There while the broker is asked to stop: ready.sh asks nothing then.
touch "$SCRATCH_DIRECTORY/stopping"

log() {
  # What a hook prints is shown only when it fails.
  { echo "pre-stop.sh: $1" >>"${CONTAINER_LOG:-/proc/1/fd/1}"; } 2>/dev/null
}
address() {
  echo "${POD_NAME%-*}-$1.$HEADLESS_DNS"
}
has_pod() {
  getent hosts "$(address "$1")" >/dev/null
}
listens() {
  # shellcheck disable=SC2016 # the inner bash reads its own arguments
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$LISTENER_PORT" 2>/dev/null
}
# Above its own number a broker cannot know where the set ends: there a pod without a name is none.
other_brokers() {
  local other=0
  while [ "$other" -le "$id" ] || has_pod "$other"; do
    [ "$other" = "$id" ] || echo "$other"
    other=$((other + 1))
  done
}
# Brokers that do not listen. One that has just died is in sync on paper until its session ends (zookeeper.session.timeout.ms, 18 s).
unreachable_brokers() {
  local other
  for other in $(other_brokers); do
    listens "$(address "$other")" || printf '%s ' "$other"
  done
}
# Tells ZooKeeper that this broker stops, and asks who is registered and who stops too. The mark stands beside the log directory, which is
# Kafka's own.
announce() {
  touch "$DATA_DIRECTORY/announced"
  mapfile -t lists < <(printf 'create /stopping\ncreate /stopping/%s\nls /brokers/ids\nls /stopping\n' "$id" | zookeeper_lists)
  if [ "${#lists[@]}" != 2 ] || ! has "${lists[1]}" "$id"; then return 1; fi
  registered="${lists[0]}" stopping="${lists[1]}"
}
# A broker that is not registered and has no pod has stopped already; one with a pod is coming back.
all_stop() {
  local other
  for other in $registered $unreachable; do
    if [ "$other" = "$id" ] || has "$stopping" "$other"; then continue; fi
    if has "$registered" "$other" || has_pod "$other"; then return 1; fi
  done
}
# The controller knows of the death of those that are no longer registered, so the in-sync replicas tell the truth about them.
deaths_are_known() {
  local other
  for other in $unreachable; do
    if has "$registered" "$other"; then return 1; fi
  done
}

# Prints for how many seconds clients may still keep an address that another broker no longer has: since its registration
# (kafka BrokerIdZNode, by the clock of its node), which is a moment after its pod's new name. Nobody who does not answer is waited for:
# this is for the clients' patience alone. So is an end: a clock that is wrong, or the time that is left here.
seconds_of_old_addresses() {
  local newest left bound
  newest="$(for other in $(other_brokers); do echo "get /brokers/ids/$other"; done | zookeeper_shell |
    sed -n 's/.*"timestamp":"\([0-9]*\)[0-9]\{3\}".*/\1/p' | sort -n | tail -n 1)"
  left=$((${newest:-0} + CLIENT_ADDRESS_SECONDS - $(date +%s)))
  for bound in $((CLIENT_ADDRESS_SECONDS - SECONDS + in_sync_since)) $((PRE_STOP_SECONDS - SECONDS - pause)); do
    [ "$left" -lt "$bound" ] || left="$bound"
  done
  echo "$left"
}

unanswered=0 silent_since="" waited="" gone="" in_sync_since=""
while [ "$SECONDS" -lt "$PRE_STOP_SECONDS" ]; do
  # Dead, or not started yet: it serves nothing.
  listens 127.0.0.1 || exit 0
  # Without it no Java tool gets an answer that is true now.
  if ! zookeeper_serves; then
    silent_since="${silent_since:-$SECONDS}"
    if [ $((SECONDS - silent_since)) -ge "$patience" ]; then
      gone=yes
      break
    fi
    log "waits: ZooKeeper does not serve"
    sleep "$pause"
    continue
  fi
  silent_since=""
  unreachable="$(unreachable_brokers)"
  registered="$unreachable"
  if [ -n "$unreachable$waited" ]; then
    if announce; then
      unanswered=0
      if all_stop; then
        log "all brokers stop"
        exit 0
      fi
    else
      unanswered=$((unanswered + 1))
      if [ "$unanswered" = "$most_unanswered" ]; then
        gone=yes
        break
      fi
    fi
  fi
  counts="$(under_replicated "$id" 2>/dev/null)" || counts="? ?"
  inSync="${counts% *}"
  if [ "$inSync" = 0 ] && deaths_are_known; then
    in_sync_since="${in_sync_since:-$SECONDS}"
    [ "$CLIENT_ADDRESS_SECONDS" != 0 ] || exit 0
    left="$(seconds_of_old_addresses)"
    [ "$left" -gt 0 ] || exit 0
    log "waits: clients may keep an address that another broker no longer has for $left s"
  else
    # shellcheck disable=SC2086 # one word for each broker
    log "waits: $inSync partitions of this broker miss a copy elsewhere; brokers that do not listen:$(printf ' %s' ${unreachable:-none})"
  fi
  [ -z "$waited" ] || sleep "$pause"
  waited=yes
done
touch "$DATA_DIRECTORY/stopped-early"
why="stops early after $SECONDS s"
[ -z "$gone" ] || why="$why, ZooKeeper does not answer"
log "$why"
echo "$why" >&2
exit 1
