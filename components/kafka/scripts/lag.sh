#!/bin/bash
# Asks the brokers again and again how far each group of consumers is behind, and shows it to Prometheus.
# Environment: BOOTSTRAP, COMMAND_CONFIG and TOOLS_DIRECTORY, as functions.sh says; LAG_PORT, where it is shown; LAG_SECONDS, the pause between
# two rounds; TOOL_SECONDS, how long a round may take; ANSWER_SECONDS, how long an answer may (10); LOG_DIR; TMPDIR, a directory that may be written to.
set -u
scripts="$(dirname "$0")"
# shellcheck source=components/kafka/scripts/functions.sh
. "$scripts/functions.sh"
answer="$TMPDIR/answer"
errors="$TMPDIR/errors"
groups="$TMPDIR/groups"
mkdir -p "$LOG_DIR"
export METRICS_FILE="$TMPDIR/metrics" ANSWER_SECONDS="${ANSWER_SECONDS:-10}"

# A process with the id 1 ends by no signal that it does not handle, and bash handles one only between two commands: each runs beside it.
trap 'jobs -p | xargs kill 2>/dev/null; exit 143' TERM INT

# One of BusyBox's processes for each scraper, so that none waits for another; -ll is what both of its variants take for that, and the
# image's own is the larger one (Alpine, NC_110_COMPAT).
serve() { exec nc -ll -p "$LAG_PORT" -e /bin/bash "$scripts/lag-answer.sh"; }

# ask: one round. The tool exits with 0 when it fails too, and says so on its output (ConsumerGroupCommand.run).
ask() {
  kafka_tool consumer-groups --describe --all-groups --timeout 30000 >"$answer" 2>"$errors" </dev/null && ! grep -q '^Error: ' "$answer"
}

# why: of a round that failed, in a few words.
why() {
  local said
  said="$(reason '^Error: ' <"$answer")"
  [ -n "$said" ] || said="$(reason 'exception: |error: ' <"$errors")"
  echo "${said:-no answer within $TOOL_SECONDS s}"
}

# show UP: what the last round came to, at once as a whole. What was known stays for two rounds that fail, while brokers restart; then it is gone,
# for lag that nobody knows must not look like lag that stands still.
show() {
  [ "$missed" -lt 3 ] || : >"$groups"
  {
    cat "$groups"
    printf '# HELP kafka_lag_%s\n# TYPE kafka_lag_%s gauge\nkafka_lag_%s %s\n' \
      "up Whether the last round told the lag of every group" up up "$1" \
      "round_seconds Seconds that the last round took" round_seconds round_seconds "$took" \
      "known_timestamp_seconds When lag was last known" known_timestamp_seconds known_timestamp_seconds "$known"
  } >"$METRICS_FILE.new"
  mv "$METRICS_FILE.new" "$METRICS_FILE"
}

took=0
known=0
missed=0
: >"$groups"
show 0
serve &
server=$!
while kill -0 "$server" 2>/dev/null; do
  began="$(date +%s)"
  ask &
  if wait $! && LC_ALL=C awk -f "$scripts/lag.awk" "$errors" "$answer" >"$groups.new"; then
    mv "$groups.new" "$groups"
    known="$(date +%s)"
    took=$((known - began))
    [ "$missed" = 0 ] || say "lag is known again"
    missed=0
    show 1
  else
    took=$(($(date +%s) - began))
    missed=$((missed + 1))
    say "lag is not known: $(why)"
    show 0
  fi
  sleep "$LAG_SECONDS" &
  wait $!
done
say "nothing listens at $LAG_PORT: the image needs BusyBox's nc"
exit 1
