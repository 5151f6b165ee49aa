#!/bin/bash
# Tries to reach every TARGET, `ADDRESS:PORT` or `dns`, all at once and for 3 s at the most; prints a line `TARGET CODE` each: 0 it connects or
# resolves, 124 nothing answers.
try() {
  if [ "$1" = dns ]; then
    timeout 3 getent hosts kubernetes.default >/dev/null 2>&1
  else
    # shellcheck disable=SC2016 # the inner bash reads its own arguments
    timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${1%:*}" "${1##*:}" 2>/dev/null
  fi
  echo "$1 $?"
}
for target in "$@"; do try "$target" & done
wait
