#!/bin/sh
# Ready while CMAK's main actor answers: `/api/health` is a constant, and the actor answers this with 400 when it is dead. The image has no bash.
# Environment: CONSOLE_PORT, KAFKA_MANAGER_USERNAME, KAFKA_MANAGER_PASSWORD.
credentials="$(printf '%s:%s' "$KAFKA_MANAGER_USERNAME" "$KAFKA_MANAGER_PASSWORD" | base64 | tr -d '\n')"
exec wget -q -T 8 -O /dev/null --header "Authorization: Basic $credentials" "http://127.0.0.1:$CONSOLE_PORT/api/status/clusters"
