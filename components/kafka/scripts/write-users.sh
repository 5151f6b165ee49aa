#!/bin/bash
# Makes the users known by whom brokers and clients log in, and grants what they may do, before a broker starts that needs them. It takes nothing
# away: brokers that have not restarted yet still log in as before. It may be killed at any moment and run again.
# Environment: as users.sh says.
set -u
# shellcheck source=components/kafka/scripts/users.sh
. "$(dirname "$0")/users.sh"
wait_for_zookeeper

# Nobody else may have made the path below which the brokers keep everything (KafkaServer.initZkClient makes it at their first start). And where
# kafka-configs.sh logs in to ZooKeeper it makes what it makes its own (ConfigCommand.processCommandWithZk): nobody with another password, and nobody
# without a login, could read a user again. So it finds them made.
make_places() {
  local connect path user list
  connect="$(zookeeper_connect)"
  path="/${connect#*/}"
  # The shell does not tell by its code what became of a command: the list at the end does.
  list="$({
    printf 'create %s\n' "$path" "$path/config" "$path/config/changes" "$path/config/users"
    for user in "${users[@]}"; do printf 'create %s {"version":1,"config":{}}\n' "$path/config/users/$user"; done
    echo "ls $path/config/users"
  } | timeout 15 "$TOOLS_DIRECTORY/zookeeper-shell.sh" "${connect%%/*}" 2>"$errors" | sed -n 's/^\[\(.*\)\]$/\1/p' | tr -d ,)"
  for user in "${users[@]}"; do has "$list" "$user" || return 1; done
}
users=("$PASSWORDS_DIRECTORY"/*)
users=("${users[@]##*/}")
try_until_done make_places

credential="$TMPDIR/credential.properties"
# By a file: arguments may be seen by whoever sees the process. In it the value has no brackets around it (ConfigCommand.preProcessScramCredentials).
write_user() {
  (umask 077 && printf 'SCRAM-SHA-512=iterations=4096,password=%s\n' "$secret" >"$credential")
  configs --alter --entity-name "$1" --add-config-file "$credential"
}
for user in "${users[@]}"; do
  secret="$(cat "$PASSWORDS_DIRECTORY/$user")"
  try_until_done write_user "$user"
  say "user $user is written"
done
rm -f "$credential"
change_grants add
say "every user is known, and has its grants"
