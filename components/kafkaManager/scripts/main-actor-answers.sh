#!/bin/bash
# Ready while CMAK's main actor answers: `/api/health` is a constant, and the actor answers this with 400 when it is dead.
# Environment: CONSOLE_PORT, CONSOLE_PATH; CREDENTIALS_DIRECTORY.
# shellcheck source=components/kafkaManager/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
status="$(console 127.0.0.1 "$CONSOLE_PORT" /api/status/clusters | head -n 1 | cut -d ' ' -f 2)"
[ "$status" = 200 ] || { echo "the main actor answers with ${status:-nothing}"; exit 1; }
