#!/bin/bash
# Waits for a quorum: CMAK's main actor gives up for good when ZooKeeper is away for 350 s at its start.
# Environment: ZK_HOSTS, `host:2181,host:2181`.
while true; do
  for server in $(echo "$ZK_HOSTS" | tr ',' ' '); do
    if echo srvr | nc -w 2 "${server%:*}" "${server##*:}" 2>/dev/null | grep -q '^Mode: '; then
      exit 0
    fi
  done
  echo "waiting for ZooKeeper at $ZK_HOSTS"
  sleep 2
done
