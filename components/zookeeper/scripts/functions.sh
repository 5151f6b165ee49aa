# shellcheck shell=bash
# Functions for the scripts of the servers and of the Job that changes who is a member. All need CLIENT_PORT.

# ask WORD HOST: what a server answers to a four-letter word; nothing where it does not answer.
ask() { echo "$1" | nc -w 2 "$2" "$CLIENT_PORT" 2>/dev/null; }

# serves HOST: whether a server leads or follows: without a quorum `srvr` answers without a mode (ZooKeeper AbstractFourLetterCommand).
serves() { ask srvr "$1" | grep -q '^Mode: '; }

# membership HOST: the members as a server that serves knows them, one line `server.ID=HOST:2888:3888:ROLE;ADDRESS:2181` each, and a line
# `version=HEX` (ZooKeeper QuorumMaj.toString). Nothing where it does not serve.
membership() { ask conf "$1" | tr -d '\r' | grep -E '^(server\.[0-9]+|version)='; }

# version_of < MEMBERSHIP: its version, a hexadecimal number.
version_of() { sed -n 's/^version=//p'; }

# voters < MEMBERSHIP: the lines of the members that vote.
voters() { grep -E '^server\.[0-9]+=[^;]*:participant(;|$)'; }

# id_of LINE, host_of LINE: of a line `server.ID=HOST:…`.
id_of() { local id="${1%%=*}"; echo "${id#server.}"; }
host_of() { local host="${1#*=}"; echo "${host%%:*}"; }
