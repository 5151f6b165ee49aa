#!/bin/bash
# Blocks `@srvr` and `@mntr` with what a server of the ensemble says of itself: nothing where it does not answer, and no mode without a quorum.
# Environment: CLIENT_PORT, CONFIG_DIRECTORY.
set -u
# shellcheck source=components/zookeeper/scripts/functions.sh
. "$CONFIG_DIRECTORY/functions.sh"
for word in srvr mntr; do
  echo "@$word"
  ask "$word" 127.0.0.1 | tr -d '\r'
done
