#!/bin/bash
# Starts a server with its ordinal and 1 as its id: the ordinal is not available as a field, and the image takes id 1 for granted, which would
# make three servers with one id. Environment: HOSTNAME; ENTRYPOINT, the image's own.
set -e
ordinal="${HOSTNAME##*-}"
case "$ordinal" in
  '' | *[!0-9]*)
    echo "cannot read the ordinal from the pod's name \"$HOSTNAME\"" >&2
    exit 1
    ;;
esac
export ZOO_MY_ID=$((ordinal + 1))
exec "$ENTRYPOINT" zkServer.sh start-foreground
