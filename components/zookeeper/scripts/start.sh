#!/bin/bash
# Starts a server. Who is a member stands in a list that the ensemble changes by itself (ZooKeeper's dynamic reconfiguration) and that each
# server keeps beside its data. A server that was away may have an old one, so it asks the others first; one that is no member joins as an
# observer and brings nothing: what its disk has from an earlier life would be refused by the leader, or worse. A server without a list
# begins one only as one of the first, whose number is in INITIAL: any other waits, or two new servers could be an ensemble of their own.
# Environment: HOSTNAME; HEADLESS_DNS, the DNS name of the headless Service; CLIENT_PORT, FOLLOWER_PORT, ELECTION_PORT;
# CONFIG_DIRECTORY, with zoo.cfg; MEMBERS_DIRECTORY, where the list is kept; INITIAL, a file; DATA_DIRECTORY and LOG_DIRECTORY;
# SUPER_DIGEST_FILE; TMPDIR; SERVER_JVMFLAGS, to which this adds.
set -eu
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
ordinal="${HOSTNAME##*-}"
case "$ordinal" in
  '' | *[!0-9]*)
    echo "cannot read the ordinal from the pod's name \"$HOSTNAME\"" >&2
    exit 1
    ;;
esac
# The image takes id 1 for granted, which would make all servers one.
id=$((ordinal + 1))
say() { echo "start.sh: $*"; }
address() { echo "${HOSTNAME%-*}-$1.$HEADLESS_DNS"; }
# line ORDINAL ROLE
line() { echo "server.$(($1 + 1))=$(address "$1"):$FOLLOWER_PORT:$ELECTION_PORT:$2;$CLIENT_PORT"; }
# first_servers NUMBER: a list as every server of that many has it before the first change.
first_servers() {
  local other
  for ((other = 0; other < $1; other++)); do line "$other" participant; done
}
# A server of an ensemble with a fixed list, from before there were lists that change, does not tell it, but how long it is.
fixed_size() { ask conf "$1" | grep -q whitelist && ask mntr "$1" | sed -n 's/^zk_quorum_size[^0-9]*\([0-9]*\).*/\1/p'; }

list="" version=-1 fixed=""
kept="$(sed -n 's/^dynamicConfigFile=//p' "$MEMBERS_DIRECTORY/zoo.cfg" 2>/dev/null || true)"
if [ -n "$kept" ] && [ -s "$kept" ]; then
  list="$(cat "$kept")"
  # ZooKeeper keeps the version of a list in the name of its file (QuorumPeerConfig); one without is 0.
  version="${kept##*.dynamic}"
  version=$((16#0${version#.}))
fi

# Whoever is there, by address and not by name: a name that is asked for before its pod is known stays unknown for as long as DNS keeps that, 30 s
# in many clusters (CoreDNS cache), and then to Java too.
others() { getent ahosts "$HEADLESS_DNS" | sed -n 's/ *STREAM.*//p' | sort -u; }
# All are asked at once: one whose pod does not run yet swallows each question for two seconds.
ask_others() {
  local other known theirs answers="$TMPDIR/others"
  rm -rf "$answers"
  mkdir "$answers"
  for other in $(others); do
    {
      membership "$other" >"$answers/$other" || fixed_size "$other" >"$answers/$other.fixed" || true
    } &
  done
  wait
  for other in "$answers"/*; do
    if [ "$other" != "${other%.fixed}" ]; then
      fixed="${fixed:-$(cat "$other")}"
    elif [ -s "$other" ]; then
      known="$(cat "$other")"
      theirs=$((16#0$(version_of <<<"$known")))
      if [ "$theirs" -gt "$version" ]; then
        version="$theirs"
        list="$(grep '^server\.' <<<"$known")"
        kept=""
      fi
    fi
  done
}
ask_others
while [ -z "$list" ]; do
  if [ -n "$fixed" ]; then
    list="$(first_servers "$fixed")"
  elif [ "$ordinal" -lt "$(cat "$INITIAL")" ]; then
    list="$(first_servers "$(cat "$INITIAL")")"
  else
    [ -n "${told:-}" ] || say "waits for a server that serves: it joins an ensemble, and begins none"
    told=yes
    sleep 1
    ask_others
  fi
  version=0
done

if ! grep -q "^server\.$id=" <<<"$list"; then
  say "is no member yet, and joins as an observer"
  for directory in "$DATA_DIRECTORY" "$LOG_DIRECTORY"; do
    if [ -e "$directory/version-2" ]; then
      rm -rf "$directory/version-2.left"
      mv "$directory/version-2" "$directory/version-2.left"
    fi
  done
  list="$list"$'\n'"$(line "$ordinal" observer)"
  # This list is nobody else's: the leader's replaces it.
  version=0 kept=""
fi

if [ -z "$kept" ]; then
  # Also what was proposed when the server stopped: it is older than the list, or belongs to another life.
  rm -f "$MEMBERS_DIRECTORY"/zoo.cfg.dynamic*
  kept="$MEMBERS_DIRECTORY/zoo.cfg.dynamic"
  if [ "$version" != 0 ]; then kept="$kept.$(printf '%x' "$version")"; fi
  printf '%s\n' "$list" >"$kept.new"
  mv "$kept.new" "$kept"
fi
{
  cat "$CONFIG_DIRECTORY/zoo.cfg"
  echo "dynamicConfigFile=$kept"
} >"$MEMBERS_DIRECTORY/zoo.cfg.new"
mv "$MEMBERS_DIRECTORY/zoo.cfg.new" "$MEMBERS_DIRECTORY/zoo.cfg"
echo "$id" >"$DATA_DIRECTORY/myid"
# The digest of the user who may change the members, by a file of options (java's @FILE, since 9): whoever sees the process sees its arguments,
# and what stands in zoo.cfg stays on the disk.
options="$TMPDIR/super.options"
digest="$(cat "$SUPER_DIGEST_FILE")"
(umask 077 && echo "-Dzookeeper.DigestAuthenticationProvider.superDigest=$digest" >"$options")
export SERVER_JVMFLAGS="$SERVER_JVMFLAGS @$options"
exec zkServer.sh start-foreground "$MEMBERS_DIRECTORY/zoo.cfg"
