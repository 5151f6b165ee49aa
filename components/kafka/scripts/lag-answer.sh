#!/bin/bash
# Answers one request over HTTP, on its input and output: /metrics with what METRICS_FILE has, anything else with 404. Whoever asks by halves, or
# takes no answer, is left after ANSWER_SECONDS. Without BusyBox's timeout: below its nc, which ignores that children end, connections were reset.
set -u
read -r -t "$ANSWER_SECONDS" method path _ || exit 0
# A connection that is closed with something unread is reset, and the answer lost.
line="$path"
while [ -n "${line%$'\r'}" ]; do
  [ "$SECONDS" -lt "$ANSWER_SECONDS" ] && IFS= read -r -t "$ANSWER_SECONDS" line || exit 0
done

# answer STATUS FILE
answer() {
  local writer clock
  {
    printf 'HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: %s\r\nConnection: close\r\n\r\n' \
      "$1" "$(($(wc -c <"$2")))"
    [ "$method" = HEAD ] || exec cat "$2"
  } &
  writer=$!
  sleep "$ANSWER_SECONDS" >/dev/null &
  clock=$!
  wait -n
  kill "$writer" "$clock" 2>/dev/null || :
}

case "$method ${path%%\?*}" in
  'GET /metrics' | 'HEAD /metrics')
    # Opened once: by its name it may be another file by then.
    exec 3<"$METRICS_FILE" && answer '200 OK' /dev/fd/3
    ;;
  *) answer '404 Not Found' /dev/null ;;
esac
