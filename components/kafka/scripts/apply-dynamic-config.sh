#!/bin/bash
# Makes the dynamic properties of all brokers equal to the wanted ones, and then the levels of their loggers (apply-log-levels.sh). It asks the
# brokers what they have, does the next thing, and asks again until nothing is left, so it may be killed at any moment; with nothing to do it asks once.
# Environment: BOOTSTRAP, `host:port` of brokers; HOPELESS, the exit code that says that trying again cannot help; UPTAKE_SECONDS that a broker
# may take to hear of a changed value (ZooKeeper tells it at once); WANTED and ESCAPED, DYNAMIC and THREADS as dynamic-config.awk says;
# what apply-log-levels.sh says, but for BROKERS; LOG_DIR and TOOLS_DIRECTORY; TMPDIR, a directory that may be written to.
set -u
scripts="$(dirname "$0")"
# shellcheck source=components/kafka/scripts/functions.sh
. "$scripts/functions.sh"
mkdir -p "$LOG_DIR"
changes="$TMPDIR/changes.properties"
errors="$TMPDIR/errors"
refusals='InvalidRequest|InvalidConfig|ConfigException|PolicyViolation|Authorization|UnsupportedVersion'
telling='exception|invalid|error:'
configs() { kafka_tool configs --entity-type brokers "$@"; }

asked=no
# shellcheck disable=SC2016 # the inner bash reads its own arguments
until timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${BOOTSTRAP%:*}" "${BOOTSTRAP##*:}" 2>/dev/null; do
  [ $asked = yes ] || say "waiting for a broker at $BOOTSTRAP"
  asked=yes
  sleep 1
done

changed=$SECONDS
while :; do
  described="$(configs --describe --all 2>"$errors")"
  if ! printf '%s\n' "$described" | grep -q ' for brokers in the cluster are:$'; then
    say "the brokers do not answer yet: $(reason "$telling" <"$errors")"
    sleep 2
    continue
  fi
  plan="$(printf '%s\n' "$described" | awk -f "$scripts/dynamic-config.awk")" || exit 1

  planned add >"$changes"
  removed="$(planned delete | tr '\n' ',')"
  set --
  [ ! -s "$changes" ] || set -- --add-config-file "$changes"
  [ -z "$removed" ] || set -- "$@" --delete-config "${removed%,}"
  if [ $# -gt 0 ]; then
    [ ! -s "$changes" ] || sed 's/^/setting for all brokers: /' "$changes"
    [ -z "$removed" ] || say "removing for all brokers: ${removed%,}"
    if answer="$(configs --entity-default --alter "$@" 2>&1)"; then
      changed=$SECONDS
      continue
    fi
    if printf '%s\n' "$answer" | grep -q -E "$refusals"; then
      echo "Kafka refuses the properties: $(printf '%s\n' "$answer" | reason "$telling")"
      exit "$HOPELESS"
    fi
    say "the properties could not be set yet: $(printf '%s\n' "$answer" | reason "$telling")"
    sleep 2
    continue
  fi

  late="$(planned wait)"
  if [ -z "$late" ]; then
    planned own | sed 's/^\([^ ]*\) \(.*\)$/broker \1 has a dynamic value of its own for \2, which wins/'
    say "every broker has the wanted properties"
    break
  fi
  if [ $((SECONDS - changed)) -gt "$UPTAKE_SECONDS" ]; then
    printf '%s\n' "$late" | sed "s/^\([^ ]*\) \(.*\)\$/broker \1 has not taken up \2 within $UPTAKE_SECONDS s: look into its log/"
    exit "$HOPELESS"
  fi
  sleep 1
done

BROKERS="$(printf '%s\n' "$described" | sed -n 's/^All configs for broker \([0-9]*\) are:$/\1/p' | tr '\n' ' ')"
export BROKERS
exec /bin/bash "$scripts/apply-log-levels.sh"
