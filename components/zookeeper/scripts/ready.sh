#!/bin/bash
# Ready while the server leads or follows: without a quorum `srvr` answers without a mode (ZooKeeper AbstractFourLetterCommand). Of two servers
# the new one cannot follow before the old one has restarted with the list of both: alone that one is no majority of two
# (FastLeaderElection). As the StatefulSet restarts it only when the new one is ready, the new one is ready too while the other leads without it.
# Environment: ZOO_SERVERS, CLIENT_PORT.
mode() { echo srvr | nc -w 2 "$1" "$CLIENT_PORT" | grep -q "^Mode: $2"; }
mode 127.0.0.1 . && exit 0
# shellcheck disable=SC2086 # one word for each server
set -- $ZOO_SERVERS
first="${1#*=}"
[ $# = 2 ] && mode "${first%%:*}" leader
