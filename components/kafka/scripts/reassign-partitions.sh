#!/bin/bash
# Reassigns partitions until nothing is left to move. It looks at the topics, does the next thing, and looks again, so it may be killed at
# any moment: what is under way by then is waited for, at the rate wanted now, and the throttles of whoever moved partitions are taken away at
# the end. Kafka's answer is pieced together: the lists from any broker, and what is under way from the controller, which knows earlier when it
# is done (measured under load: a list of four that had three copies). So nothing is moved by lists that were seen once only.
# Environment: BOOTSTRAP, `host:port` of brokers; RATE, bytes per second; ZONES, true where brokers are to know their zones; REPLICAS, DRAIN, REBALANCE and COPIES as reassignment-plan.awk says,
# and EXACTLY, by default the file `copies` beside this script; HOPELESS, the exit code that says that trying again cannot help; LOG_DIR and TOOLS_DIRECTORY; TMPDIR, a directory that may be written to.
set -u
scripts="$(dirname "$0")"
# shellcheck source=components/kafka/scripts/functions.sh
. "$scripts/functions.sh"
# How many partitions are given to the brokers at a time: what comes after is planned from what is then.
: "${BATCH:=200}"
# How often in a row the brokers may fail to answer, or partitions be found without a leader.
: "${ATTEMPTS:=60}"
# How often lists may be found that are not what moves have led to, before they are taken as they are: somebody else has moved on.
: "${SETTLING:=20}"
# How often leaders are elected before it is left to Kafka, which does the same every five minutes (auto.leader.rebalance.enable).
: "${ELECTIONS:=10}"
mkdir -p "$LOG_DIR"
json="$TMPDIR/partitions.json"
errors="$TMPDIR/errors"
seen="$TMPDIR/seen"
telling='exception|error|timed out|cannot'
make_plan() {
  LC_ALL=C sort |
    RACKS="$racks" EXACTLY="${EXACTLY:-$scripts/copies}" awk -f "$scripts/reassignment-replicas.awk" -f "$scripts/reassignment-leaders.awk" -f "$scripts/reassignment-plan.awk"
}
count() { printf '%s\n' "$plan" | grep -c "^$1 "; }
# Lines TOPIC NUMBER IDS as the tool reads them.
partitions() {
  awk 'BEGIN { printf "{\"version\":1,\"partitions\":[" }
    { printf("%s{\"topic\":\"%s\",\"partition\":%s,\"replicas\":[%s]}", (NR > 1 ? "," : ""), $1, $2, $3) }
    END { print "]}" }' >"$json"
}
# Lines TOPIC NUMBER IDS of what is under way: where it leads to. From "a-0: replicas: 2,1,0. adding: 2,1. removing: 0.".
under_way() {
  kafka_tool reassign-partitions --list 2>"$errors" | awk '/: replicas: / {
    gsub(/[.:]( |$)/, " ")
    name = $1; number = name
    sub(/-[0-9]+$/, "", name); sub(/^.*-/, "", number)
    gone = ""; for (i = 4; i < NF; i++) if ($i == "removing") gone = $(i + 1)
    n = split($3, id, ","); ids = ""
    for (i = 1; i <= n; i++) if (!index("," gone ",", "," id[i] ",")) ids = ids (ids == "" ? "" : ",") id[i]
    print name, number, ids
  }'
}
# The lists as they were described: lines TOPIC NUMBER IDS.
lists() {
  printf '%s\n' "$described" | awk -F '\t' '/^\tTopic: / { for (i = 2; i <= NF; i++) if (sub(/^(Topic|Partition|Replicas): /, "", $i)) printf("%s ", $i); print "" }' |
    sed 's/ $//' | LC_ALL=C sort
}
reassign() { kafka_tool reassign-partitions --reassignment-json-file "$json" "$@" >"$errors" 2>&1; }
# What the moves that are planned copy: it takes one tool, and most of the time that it takes is waited anyway.
to_copy() {
  {
    kafka_tool log-dirs --describe 2>"$errors" | tr '{' '\n' | grep '^"partition"'
    echo
    planned move
  } | LC_ALL=C awk -f "$scripts/reassignment-bytes.awk"
}
# How many of the partitions that were begun together are left, and for how long if the rest takes as long as those that are done.
left() {
  local finished=$((batch - busy))
  [ "$finished" -gt 0 ] || return 0
  echo " of $batch, about $((((SECONDS - begun) * busy / finished + 59) / 60)) min left"
}
tries=0
try_again() {
  tries=$((tries + 1))
  [ "$tries" -le "$ATTEMPTS" ] || { echo "$*"; exit "$HOPELESS"; }
  [ "$*" = "${told:-}" ] || say "$*"
  told="$*"
  sleep 2
}

adopted=no
batch=0
begun=0
elections=0
expected=
last=
waiting=
while :; do
  # Racks and living brokers in one: lines "host:port (id: 0 rack: a) -> (".
  nodes="$(kafka_tool broker-api-versions 2>"$errors" | sed -n 's/^.* (id: \([0-9]*\) rack: \([^ )]*\).*/\1 \2/p')"
  missing=
  for ((id = 0; id < REPLICAS; id++)); do
    case " ${DRAIN:-} " in *" $id "*) continue ;; esac
    printf '%s\n' "$nodes" | grep -q "^$id " || missing="$missing $id"
  done
  [ -n "$missing" ] || break
  try_again "waiting for the brokers$missing at $BOOTSTRAP"
done
racks="$(printf '%s\n' "$nodes" | grep -v ' null$')"
unknown="$(printf '%s\n' "$nodes" | sed -n 's/ null$//p' | sort -n | tr '\n' ' ')"
# Of zones that a part of the brokers knows people believe that all copies are spread over them.
if [ -n "$racks${ZONES:-}" ] && [ -n "$unknown" ]; then say "brokers whose zone is not known (broker.rack): ${unknown% }; copies on them may share a zone with others"; fi

while :; do
  if ! described="$(kafka_tool topics --describe 2>"$errors")"; then
    try_again "the brokers do not answer yet: $(reason "$telling" <"$errors")"
    continue
  fi
  plan="$(printf '%s\n' "$described" | make_plan)" || exit 1

  busy="$(count busy)"
  if [ "$busy" != 0 ]; then
    if [ "$busy" -gt "$batch" ]; then batch="$busy" begun="$SECONDS"; fi
    [ "$busy" = "$waiting" ] || say "partitions being moved: $busy$(left)"
    waiting="$busy"
    tries=0
    # Begun by a run that was killed, or by hand: the rate is set by asking for the same again.
    if [ $adopted = no ] && moving="$(under_way)" && [ -n "$moving" ]; then
      printf '%s\n' "$moving" | partitions
      reassign --execute --additional --throttle "$RATE" && adopted=yes && expected="$moving"
    fi
    sleep 2
    continue
  fi
  waiting=
  batch=0

  now="$(lists)"
  printf '%s\n' "$now" >"$seen"
  if [ -n "$expected" ]; then
    if printf '%s\n' "$expected" | grep -v -q -x -F -f "$seen" && [ "$tries" -lt "$SETTLING" ]; then
      try_again "waiting until every broker knows of the moves that are done"
      continue
    fi
    expected=
    last="$now"
  fi
  if [ "$now" != "$last" ] && [ $(($(count move) + $(count crowded))) != 0 ]; then
    last="$now"
    sleep 1
    continue
  fi

  if [ "$(count crowded)" != 0 ]; then
    planned crowded | head -n 5 | awk '{ print "topic " $1 " has " $2 " copies, but only " $3 " brokers are left for them" }'
    echo "topics with more copies than brokers are left: $(count crowded); drain fewer brokers, or lower the copies of these topics first"
    exit "$HOPELESS"
  fi

  moves="$(count move)"
  if [ "$moves" != 0 ]; then
    expected="$(planned move | head -n "$BATCH" | cut -d ' ' -f 1-3)"
    printf '%s\n' "$expected" | partitions
    adopted=yes
    say "moving $((moves < BATCH ? moves : BATCH)) of $moves partitions, $(planned move | awk '{ n += $4 } END { print n + 0 }') new copies in all$(to_copy)"
    if reassign --execute --throttle "$RATE"; then
      tries=0
    else
      expected=
      try_again "the moves could not be begun yet: $(reason "$telling" <"$errors")"
    fi
    continue
  fi

  if [ "$(count throttled)" != 0 ]; then
    planned throttled | partitions
    if reassign --verify; then
      say "the throttles are taken away"
    else
      try_again "the throttles could not be taken away yet: $(reason "$telling" <"$errors")"
    fi
    continue
  fi

  if [ "$(count dead)" != 0 ]; then
    try_again "partitions without a leader to be copied from: $(count dead), the first is $(planned dead | head -n 1 | tr ' ' '-')"
    continue
  fi

  if [ "$(count elect)" != 0 ] && [ $elections -lt "$ELECTIONS" ]; then
    elections=$((elections + 1))
    say "electing leaders of $(count elect) partitions"
    kafka_tool leader-election --election-type preferred --all-topic-partitions >"$errors" 2>&1 || sleep 2
    continue
  fi
  [ "$(count elect)" = 0 ] || say "led by another broker than the first of their list: $(count elect) partitions, as long as that one is not in sync"
  say "nothing is left to move"
  exit 0
done
