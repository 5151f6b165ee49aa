#!/bin/bash
# Answers one request over HTTP, on its input and output: /metrics with what METRICS_FILE has, anything else with 404. Whoever starts it ends it
# when it takes too long, for the one who asks may do so half, or take no answer.
set -u
read -r method path _ || exit 0
# A connection that is closed with something unread is reset, and the answer lost.
while IFS= read -r line && [ -n "${line%$'\r'}" ]; do :; done

# answer STATUS FILE
answer() {
  printf 'HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: %s\r\nConnection: close\r\n\r\n' \
    "$1" "$(($(wc -c <"$2")))"
  [ "$method" = HEAD ] || cat "$2"
}

case "$method ${path%%\?*}" in
  'GET /metrics' | 'HEAD /metrics')
    # Opened once: by its name it may be another file by then.
    exec 3<"$METRICS_FILE" && answer '200 OK' /dev/fd/3
    ;;
  *) answer '404 Not Found' /dev/null ;;
esac
