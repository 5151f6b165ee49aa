#!/bin/bash
# Removes users and grants that are not wanted any more, once every broker and the console have restarted without them: whoever made them. It may be
# killed at any moment and run again.
# Environment: as users.sh says.
set -u
# shellcheck source=components/kafka/scripts/users.sh
. "$(dirname "$0")/users.sh"
wait_for_zookeeper

# Who logs in by a mechanism, and by which: lines `NAME<tab>MECHANISMS`, of which only names are ever printed.
logins() {
  sed -n "s/^Configs for user-principal '\(.*\)' are \(.*\)\$/\1\t\2/p" "$answer" |
    awk -F '\t' '{ found = ""
      if (index($2, "SCRAM-SHA-256=")) found = "SCRAM-SHA-256"
      if (index($2, "SCRAM-SHA-512=")) found = found (found == "" ? "" : ",") "SCRAM-SHA-512"
      if (found != "") print $1 "\t" found }'
}
remove_user() { configs --alter --entity-name "$1" --delete-config "$2"; }

try_until_done configs --describe
while IFS=$'\t' read -r user mechanisms; do
  if [ -z "$user" ] || [ -e "$PASSWORDS_DIRECTORY/$user" ]; then continue; fi
  try_until_done remove_user "$user" "$mechanisms"
  say "user $user is removed"
done <<<"$(logins)"
change_grants remove
say "there is no other user, and no other grant"
