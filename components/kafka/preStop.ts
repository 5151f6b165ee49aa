import { ports } from "../../model/names";
import { stopGate } from "../../model/timeouts";
import { announced, leaving, leavingNode, leftEarly, questions, scratchDirectory } from "./scripts";

/** Seconds between two looks: each costs up to two Java tools beside the broker. */
const pause = 3;

/** ZooKeeper counts as gone after so many questions without an answer. */
const patience = 3;

/**
 * Runs before a broker is asked to stop, while it still serves: waits until its stop takes no copy away that is needed. The stop of
 * a pod cannot be called off, so after `stopGate` seconds, or without ZooKeeper, it goes on with a mark on the disk by which ready.sh stops the
 * roll. Brokers that all leave together (destroy, scale to zero) do not wait for each other. `fqdnSuffix` is the DNS name
 * of the headless Service.
 */
export function leaveScript(fqdnSuffix: string): string {
    return `
set -u
id="\${POD_NAME##*-}"
mkdir -p ${scratchDirectory}
touch ${leaving}
${questions}
say() {
  # The container's log: what a hook prints is shown only when it fails.
  { echo "leave.sh: $1" >> /proc/1/fd/1; } 2>/dev/null
}
address() {
  echo "\${POD_NAME%-*}-$1.${fqdnSuffix}"
}
named() {
  getent hosts "$(address "$1")" > /dev/null
}
open() {
  timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" ${ports.kafka} 2>/dev/null
}
# Brokers that do not listen. One that has just died is in sync on paper until its session ends (zookeeper.session.timeout.ms, 18 s).
# Above its own number a broker cannot know where the set ends: there a pod without a name is none.
silent() {
  local other=0
  while [ "$other" -le "$id" ] || named "$other"; do
    [ "$other" = "$id" ] || open "$(address "$other")" || printf '%s ' "$other"
    other=$((other + 1))
  done
}
# Tells ZooKeeper that this broker leaves, and asks who is there and who leaves too.
look() {
  touch ${announced}
  mapfile -t lists < <(printf 'create ${leavingNode}\\ncreate ${leavingNode}/%s\\nls /brokers/ids\\nls ${leavingNode}\\n' "$id" | zookeeper)
  [ "\${#lists[@]}" = 2 ] && has "\${lists[1]}" "$id" || return 1
  registered="\${lists[0]}" leavers="\${lists[1]}"
}
# A broker that is not registered and has no pod has left already; one with a pod is coming back.
everybodyLeaves() {
  local other
  for other in $registered $quiet; do
    [ "$other" = "$id" ] || has "$leavers" "$other" && continue
    if has "$registered" "$other" || named "$other"; then return 1; fi
  done
}
# The controller knows of the death of those that are no longer registered, so the in-sync replicas tell the truth about them.
known() {
  local other
  for other in $quiet; do
    if has "$registered" "$other"; then return 1; fi
  done
}

unanswered=0 waited=""
while [ "$SECONDS" -lt ${stopGate} ]; do
  # Dead, or not started yet: it serves nothing.
  open 127.0.0.1 || exit 0
  quiet="$(silent)"
  registered="$quiet"
  if [ -n "$quiet$waited" ]; then
    if look; then
      unanswered=0
      if everybodyLeaves; then say "all brokers leave"; exit 0; fi
    else
      unanswered=$((unanswered + 1))
      [ "$unanswered" -lt ${patience} ] || break
    fi
  fi
  counts="$(behind 2>/dev/null)" || counts="? ?"
  inSync="\${counts% *}"
  if [ "$inSync" = 0 ] && known; then exit 0; fi
  say "waits: $inSync partitions of this broker miss a copy elsewhere; brokers that do not listen:$(printf ' %s' \${quiet:-none})"
  [ -z "$waited" ] || sleep ${pause}
  waited=yes
done
touch ${leftEarly}
why="stops without leave after $SECONDS s"
[ "$unanswered" -lt ${patience} ] || why="$why, ZooKeeper does not answer"
say "$why"
echo "$why" >&2
exit 1
`.trimStart();
}
