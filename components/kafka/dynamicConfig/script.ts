import { all, reason, say } from "../../kubernetes/jobScript";
import { settingsPlan } from "./plan";
import { hopeless } from "../toolJob";

/** Seconds that a broker may take to hear of a changed value: ZooKeeper tells it at once. */
const patience = 120;

/**
 * Makes the dynamic properties of all brokers equal to the wanted ones. It asks the brokers what they have, does the next thing, and asks
 * again until nothing is left, so it may be killed at any moment; with nothing to do it asks once.
 * Environment: BOOTSTRAP, `host:port`; WANTED and ESCAPED, see {@link settingsPlan}.
 */
export const settingsScript = `
set -u
mkdir -p "$LOG_DIR"
changes=/tmp/changes.properties
errors=/tmp/errors
refusals='InvalidRequest|InvalidConfig|ConfigException|PolicyViolation|Authorization|UnsupportedVersion'
${say}
configs() { /opt/kafka/bin/kafka-configs.sh --bootstrap-server "$BOOTSTRAP" --entity-type brokers "$@"; }
plan() { awk '${settingsPlan}'; }
${all}
${reason("exception|invalid|error:")}

asked=no
until timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "\${BOOTSTRAP%:*}" "\${BOOTSTRAP##*:}" 2>/dev/null; do
  [ $asked = yes ] || say "waiting for a broker at $BOOTSTRAP"
  asked=yes
  sleep 1
done

changed=$SECONDS
while :; do
  described="$(configs --describe --all 2>"$errors")"
  if ! printf '%s\\n' "$described" | grep -q ' for brokers in the cluster are:$'; then
    say "the brokers do not answer yet: $(reason <"$errors")"
    sleep 2
    continue
  fi
  plan="$(printf '%s\\n' "$described" | plan)" || exit 1

  all add >"$changes"
  removed="$(all delete | tr '\\n' ',')"
  set --
  [ ! -s "$changes" ] || set -- --add-config-file "$changes"
  [ -z "$removed" ] || set -- "$@" --delete-config "\${removed%,}"
  if [ $# -gt 0 ]; then
    [ ! -s "$changes" ] || sed 's/^/setting for all brokers: /' "$changes"
    [ -z "$removed" ] || say "removing for all brokers: \${removed%,}"
    if answer="$(configs --entity-default --alter "$@" 2>&1)"; then
      changed=$SECONDS
      continue
    fi
    if printf '%s\\n' "$answer" | grep -q -E "$refusals"; then
      echo "Kafka refuses the properties: $(printf '%s\\n' "$answer" | reason)"
      exit ${hopeless}
    fi
    say "the properties could not be set yet: $(printf '%s\\n' "$answer" | reason)"
    sleep 2
    continue
  fi

  late="$(all wait)"
  if [ -z "$late" ]; then
    all own | sed 's/^\\([^ ]*\\) \\(.*\\)$/broker \\1 has a dynamic value of its own for \\2, which wins/'
    say "every broker has the wanted properties"
    exit 0
  fi
  if [ $((SECONDS - changed)) -gt ${patience} ]; then
    printf '%s\\n' "$late" | sed 's/^\\([^ ]*\\) \\(.*\\)$/broker \\1 has not taken up \\2 within ${patience} s: look into its log/'
    exit ${hopeless}
  fi
  sleep 1
done
`.trimStart();
