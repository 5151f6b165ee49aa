#!/bin/bash
# Makes the levels of the loggers of all running brokers equal to the wanted ones. A running broker forgets them at its restart, and then takes
# them from the file that start.sh reads, so one that does not answer is left alone. It asks each broker what it has, so it may be killed at any moment.
# Environment: BOOTSTRAP, `host:port` of brokers; BROKERS, their ids; LOG_LEVELS as log-levels.awk says; HOPELESS, the exit code that says that trying
# again cannot help; LOG_DIR and TOOLS_DIRECTORY; TMPDIR, a directory that may be written to.
set -u
scripts="$(dirname "$0")"
# shellcheck source=components/kafka/scripts/functions.sh
. "$scripts/functions.sh"
changes="$TMPDIR/levels.properties"
refusals='InvalidRequest|Authorization|UnsupportedVersion'
telling='exception|invalid|error:'
# For a broker that is gone the tool waits a minute each time.
most_tries=3
# levels ID OPTIONS
levels() { kafka_tool configs --entity-type broker-loggers --entity-name "$1" "${@:2}"; }

# alter ID: does what is planned; 1 where nothing is.
alter() {
  local removed
  planned add >"$changes"
  removed="$(planned delete | tr '\n' ',')"
  [ ! -s "$changes" ] || set -- "$@" --add-config-file "$changes"
  [ -z "$removed" ] || set -- "$@" --delete-config "${removed%,}"
  [ $# -gt 1 ] || return 1
  sed "s/^/setting at broker $1: /" "$changes"
  [ -z "$removed" ] || say "taking back at broker $1: ${removed%,}"
  answer="$(levels "$1" --alter "${@:2}" 2>&1)" || failed=yes
}

for id in $BROKERS; do
  tries=0
  while :; do
    failed="" plan=""
    if answer="$(levels "$id" --describe 2>&1)"; then
      plan="$(printf '%s\n' "$answer" | awk -f "$scripts/log-levels.awk")" || exit 1
      alter "$id" || break
      if [ -z "$failed" ]; then
        # What inherited a wrong level may have one of its own besides.
        [ -n "$(planned doubt)" ] && continue
        break
      fi
    fi
    if printf '%s\n' "$answer" | grep -q -E "$refusals"; then
      echo "Kafka refuses the levels: $(printf '%s\n' "$answer" | reason "$telling")"
      exit "$HOPELESS"
    fi
    tries=$((tries + 1))
    if [ $tries -ge $most_tries ]; then
      say "broker $id does not answer: it has the levels once it restarts"
      break
    fi
    why="$(printf '%s\n' "$answer" | reason "$telling")"
    say "broker $id does not answer yet${why:+: $why}"
    sleep 2
  done
  planned absent | sed "s/^\(.*\)\$/broker $id has no logger \1 yet: it takes the level when it restarts/"
  planned restart | sed "s/^\(.*\)\$/broker $id takes the level of \1 when it restarts: no tool sets a name with a dollar sign/"
done
say "every broker that answers has the wanted levels"
