#!/bin/bash
# Starts a server with its ordinal and 1 as its id: the ordinal is not available as a field, and the image takes id 1 for granted, which would
# make three servers with one id. Environment: HOSTNAME; ENTRYPOINT, the image's own; CONFIG_COPY, a directory to keep the configuration in where
# the user may not write to the image's own, which is ZOO_CONF_DIR.
set -e
ordinal="${HOSTNAME##*-}"
case "$ordinal" in
  '' | *[!0-9]*)
    echo "cannot read the ordinal from the pod's name \"$HOSTNAME\"" >&2
    exit 1
    ;;
esac
export ZOO_MY_ID=$((ordinal + 1))
if [ -n "${CONFIG_COPY:-}" ]; then
  mkdir -p "$CONFIG_COPY"
  cp "$ZOO_CONF_DIR"/* "$CONFIG_COPY"
  export ZOO_CONF_DIR="$CONFIG_COPY" ZOOCFGDIR="$CONFIG_COPY"
fi
exec "$ENTRYPOINT" zkServer.sh start-foreground
