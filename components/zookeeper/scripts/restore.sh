#!/bin/bash
# Restores the disk of one server from a backup, so that it begins an ensemble of its own, which others then join. It touches no disk that
# holds anything, and what it makes is put into place last. What brokers have on their disks is newer than the backup: it raises the epochs of leaders and the ids of producers beyond
# all that they may have seen (raise-epochs.awk). It ends with 0, with HOPELESS, or may be run again.
# Where it is told what brokers knew before they were stopped, it brings that in (restored-topics.awk).
# Environment: KNOWN_TOPICS, a file with what `kafka-topics.sh --describe` said, which may be missing; BACKUP, the name of one, by default the newest; FIRST_SERVER, `server.ID=HOST:2888:3888;2181`; CLIENT_PORT; CHROOT, where the brokers' tree
# is; CONFIG_DIRECTORY, with the scripts; BACKUPS_DIRECTORY; DISK_DIRECTORY, the server's disk; MEMBERS_DIRECTORY, where the server
# finds its list of members; HOPELESS.
set -u
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
# shellcheck source=components/zookeeper/scripts/standalone.sh
. "$CONFIG_DIRECTORY/standalone.sh"
say() { echo "$(date -u +%H:%M:%S) $*"; }
refuse() { say "$*"; exit "$HOPELESS"; }
fail() { say "$*" >&2; exit 1; }
shell() { timeout 300 zkCli.sh -server "127.0.0.1:$CLIENT_PORT" 2>&1; }

work="$DISK_DIRECTORY/restoring"
# More than leaders can change between a backup and its restore.
epochs=1000000
parts=(data datalog members)
rm -rf "$work"
for part in "${parts[@]}"; do
  [ -z "$(find "$DISK_DIRECTORY/$part" -type f 2>/dev/null | head -n 1)" ] ||
    refuse "the disk has data of a server already, and is left alone: scale the servers to 0, delete their claims, make this one anew, and create the Job again (docs/recovery.md)"
done
if [ -z "${BACKUP:-}" ]; then
  BACKUP="$(find "$BACKUPS_DIRECTORY" -maxdepth 1 -name 'zookeeper-*.tar.gz' | sort | tail -n 1)"
  [ -n "$BACKUP" ] || refuse "there is no backup on the claim zookeeper-backups"
fi
archive="$BACKUPS_DIRECTORY/${BACKUP##*/}"
[ -f "$archive" ] ||
  refuse "there is no backup ${BACKUP##*/}; there are: $(find "$BACKUPS_DIRECTORY" -maxdepth 1 -name 'zookeeper-*.tar.gz' | sort | sed 's:.*/::' | tr '\n' ' ')"

trap stop_server EXIT
mkdir -p "$work/members"
tar -C "$work" -xzf "$archive" || refuse "${archive##*/} cannot be unpacked: name another one by BACKUP"
run_alone "$work"
until_it_serves 120 || fail "no server starts with ${archive##*/}"

# Sessions of the time of the backup last until they time out, and a broker whose last one has not ended yet does not start.
until="$((SECONDS + 120))"
until echo "ls $CHROOT/brokers/ids" | shell | tr -d '\r' | grep -q -E '(^|\] )\[\]$|Node does not exist'; do
  [ "$SECONDS" -lt "$until" ] || fail "sessions of the time of the backup do not end"
done
states="$(echo "ls -R $CHROOT/brokers/topics" | shell | tr -d '\r' | grep -o -E "$CHROOT/brokers/topics/[^/ ]+/partitions/[0-9]+/state\$")"
questions() {
  local path
  # Of /PATH one asks for /==PATH, which never exists, first.
  for path in $states "$CHROOT/latest_producer_id_block"; do printf '%s\n' "ls /==${path#/}" "get $path"; done
}
echo "$states" >"$work/states"
known="$work/known"
touch "$known"
if grep -q 'Partition: ' "$KNOWN_TOPICS" 2>/dev/null; then
  awk -v EPOCHS="$epochs" -v CHROOT="$CHROOT" -v LISTED="$work/states" -f "$CONFIG_DIRECTORY/restored-topics.awk" "$KNOWN_TOPICS" >"$known" ||
    fail "what the brokers knew cannot be read"
else
  say "nothing tells what the brokers knew: who was in sync, and which topics there are, is as old as the backup"
fi
raised="$(questions | shell | awk -v EPOCHS="$epochs" -v IDS=1000000000 -v KNOWN="$known" -f "$CONFIG_DIRECTORY/raise-epochs.awk")"
[ "$(grep -c '/state ' <<<"$raised")" = "$(grep -c . <<<"$states")" ] || fail "not every partition's state could be read"
commands="$(grep -E '^(create|set) ' "$known"; echo "$raised")"
refused="$(shell <<<"$commands" | grep -m 1 -i -E 'KeeperErrorCode|Insufficient|does not exist|already exists|not valid|exception')"
[ -z "$refused" ] || fail "ZooKeeper says: $refused"
zxid="$(ask srvr 127.0.0.1 | zxid)"
stop_server

# The list has no version, so that of the first change is newer (start.sh).
echo "${FIRST_SERVER/;/:participant;}" >"$work/members/zoo.cfg.dynamic"
echo "dynamicConfigFile=$MEMBERS_DIRECTORY/zoo.cfg.dynamic" >"$work/members/zoo.cfg"
for part in "${parts[@]}"; do
  mkdir -p "$DISK_DIRECTORY/$part"
  find "$work/$part" -mindepth 1 -maxdepth 1 -exec mv {} "$DISK_DIRECTORY/$part/" \;
done
sync
rm -rf "$work"
say "restored ${archive##*/} at $zxid: $(grep -c . <<<"$states") partitions of it have new epochs, $(grep -c '^create .*topic_id' <<<"$commands") topics are newer than it; the server begins an ensemble of one"
