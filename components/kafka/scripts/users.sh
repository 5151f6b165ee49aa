# shellcheck shell=bash
# Functions for write-users.sh and remove-users.sh, beside those of functions.sh. Users and grants are read and written in ZooKeeper and not by the
# brokers: these need users before they start, and take grants only once they have an authorizer.
# Environment: ZOOKEEPER, `host:port/path`; PASSWORDS_DIRECTORY, with a file for each user; GRANTS, as grants.awk says; AUTHORIZES, `yes` where
# brokers heed grants; LOG_DIR and TOOLS_DIRECTORY; TMPDIR, a directory that may be written to.
# shellcheck source=components/kafka/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
mkdir -p "$LOG_DIR"
errors="$TMPDIR/errors"
answer="$TMPDIR/answer"

configs() { "$TOOLS_DIRECTORY/kafka-configs.sh" --zookeeper "$(zookeeper_connect)" --entity-type users "$@" >"$answer" 2>"$errors" </dev/null; }
# Where it logs in to ZooKeeper it would make what it writes its own (AclCommand.withAuthorizer), and brokers with another password could not change it.
acls() {
  "$TOOLS_DIRECTORY/kafka-acls.sh" --authorizer-properties "zookeeper.connect=$(zookeeper_connect)" --authorizer-properties zookeeper.set.acl=false \
    "$@" >"$answer" 2>"$errors" </dev/null && return
  # On its output it says why it fails (AclCommand.main).
  cat "$answer" >>"$errors"
  return 1
}

# try_until_done COMMAND: tries again, and says why, until it is done. Of $secret, if it is set, it says nothing.
try_until_done() {
  local why
  until "$@"; do
    # What kafka-configs.sh refuses itself it says without the name of an exception (ConfigCommand.main), and may show the password.
    why="$(reason 'exception: ' <"$errors")"
    # Java says which options it was given.
    [ -n "$why" ] || why="$(grep -v '^Picked up ' "$errors" | grep -m 1 .)"
    say "not done yet: ${why//"${secret:-}"/…}"
    sleep 2
  done
}

# grant add|remove TYPE NAME PATTERN PRINCIPAL OPERATIONS [PERMISSION HOST]
grant() {
  local kind="$1" principal=allow words=() operation operations
  [ "${7:-ALLOW}" = ALLOW ] || principal=deny
  words+=("--$principal-principal" "$5")
  [ -z "${8:-}" ] || words+=("--$principal-host" "$8")
  IFS=, read -ra operations <<<"$6"
  for operation in "${operations[@]}"; do words+=(--operation "$operation"); done
  case "$2" in
    TOPIC) words+=(--topic "$3") ;;
    GROUP) words+=(--group "$3") ;;
    TRANSACTIONAL_ID) words+=(--transactional-id "$3") ;;
    DELEGATION_TOKEN) words+=(--delegation-token "$3") ;;
    USER) words+=(--user-principal "$3") ;;
    CLUSTER) words+=(--cluster) ;;
  esac
  [ "$2" = CLUSTER ] || words+=(--resource-pattern-type "${4,,}")
  [ "$kind" = add ] || words+=(--force)
  acls "--$kind" "${words[@]}"
}

# change_grants add|remove: until none of this kind is left to be changed.
change_grants() {
  local line plan words
  [ "${AUTHORIZES:-}" = yes ] || return 0
  while :; do
    try_until_done acls --list
    plan="$(awk -f "$(dirname "$0")/grants.awk" <"$answer" | grep "^$1")" || return 0
    while read -r line; do
      IFS=$'\t' read -ra words <<<"$line"
      say "$1: ${words[4]} ${words[5]} on ${words[1]} ${words[2]} (${words[3]})"
      try_until_done grant "${words[@]}"
    done <<<"$plan"
  done
}
