#!/bin/bash
# Takes a backup of the ensemble's tree: starts a server of its own with an empty disk, to which the leader sends everything, as it does to one
# that joins; packs what that has written, reads the archive back, and only then gives it its name. The server is in nobody's list of members,
# so it has no vote, and its id is beyond all others: of two servers the one with the larger id connects (ZooKeeper QuorumCnxManager), so nobody
# connects to it. Killed at any moment, it leaves nothing that another run does not remove. It ends with 0, or may be run again.
# Environment: SERVERS, `server.ID=HOST:2888:3888;2181 …`; OBSERVER_ID; HOSTNAME; CLIENT_PORT, FOLLOWER_PORT, ELECTION_PORT; CONFIG_DIRECTORY, with
# zoo.cfg and the scripts; BACKUPS_DIRECTORY; KEEP, how many backups are kept.
set -u
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
# shellcheck source=components/zookeeper/scripts/standalone.sh
. "$CONFIG_DIRECTORY/standalone.sh"
say() { echo "$(date -u +%H:%M:%S) $*"; }
fail() { say "$*" >&2; exit 1; }

# One at a time: two servers with one id would take each other's connections away.
exec 9>"$BACKUPS_DIRECTORY/.lock"
if ! flock -n 9; then
  say "waiting for another backup that is being taken"
  flock 9
fi
work="$BACKUPS_DIRECTORY/.work"
part="$BACKUPS_DIRECTORY/.part"
rm -rf "$work" "$part"
trap 'stop_server; rm -rf "$work" "$part"' EXIT
mkdir -p "$work/data" "$work/datalog" "$work/members"

members="" begun=""
while [ -z "$members" ]; do
  for one in $SERVERS; do
    host="$(host_of "$one")"
    serves "$host" || continue
    begun="$(ask srvr "$host" | zxid)"
    [ -n "$begun" ] || continue
    members="$(membership "$host" | grep '^server\.')"
    [ -z "$members" ] || break
  done
  if [ -z "$members" ]; then
    [ -n "${told:-}" ] || say "waiting for an ensemble that serves and tells its members"
    told=yes
    sleep 1
  fi
done

{
  echo "$members"
  # Its own clients are this script alone.
  echo "server.$OBSERVER_ID=$HOSTNAME:$FOLLOWER_PORT:$ELECTION_PORT:observer;127.0.0.1:$CLIENT_PORT"
} >"$work/members/zoo.cfg.dynamic"
{
  grep -v -E '^(dataDir|dataLogDir|metricsProvider\.)' "$CONFIG_DIRECTORY/zoo.cfg"
  echo "dataDir=$work/data"
  echo "dataLogDir=$work/datalog"
  echo "peerType=observer"
  echo "dynamicConfigFile=$work/members/zoo.cfg.dynamic"
} >"$work/members/zoo.cfg"
echo "$OBSERVER_ID" >"$work/data/myid"
run_server "$work/members"
until_it_serves 120 || fail "no server of the ensemble has sent its tree; what the Job's own says of it stands above"
stop_server

tar -C "$work" -czf "$part" data/version-2 datalog || fail "the archive cannot be written: $(df -h "$BACKUPS_DIRECTORY" | tail -n 1)"
rm -rf "$work/data" "$work/datalog"
tar -C "$work" -xzf "$part" || fail "the archive cannot be read back"
run_alone "$work"
until_it_serves 120 || fail "no server starts with what the archive holds"
zxid="$(zxid <<<"$answer")"
nodes="$(tr -d '\r' <<<"$answer" | sed -n 's/^Node count: //p')"
stop_server
[[ ! "$zxid" < "$begun" ]] || fail "the archive ends at $zxid, and the ensemble was at $begun before it was begun"
name="zookeeper-$(date -u +%Y%m%dT%H%M%SZ)-$zxid.tar.gz"
sync "$part" || fail "the disk does not take the archive"
mv "$part" "$BACKUPS_DIRECTORY/$name"
say "$name: $nodes nodes, $(wc -c <"$BACKUPS_DIRECTORY/$name") bytes"

# Their names begin with the time, so they sort by it.
find "$BACKUPS_DIRECTORY" -maxdepth 1 -name 'zookeeper-*.tar.gz' | sort -r | tail -n +"$((KEEP + 1))" | while read -r old; do
  rm -f "$old"
  say "${old##*/}: removed, $KEEP are kept"
done
