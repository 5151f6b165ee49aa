#!/bin/sh
# companion.sh SIGNAL COMMAND…: runs a command, and ends it by the signal when its own standard input ends: with whoever holds the other end of
# that pipe, also where that is killed. Its exit code is the command's.
signal="$1"
shift
# What runs in the background has no input of its own.
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{ cat <&3 >/dev/null; kill -s "$signal" "$child"; } 2>/dev/null &
watch=$!
wait "$child"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
