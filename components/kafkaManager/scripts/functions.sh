# shellcheck shell=bash
# Functions for the scripts of the console and of the Job that registers the cluster in it. All need CREDENTIALS_DIRECTORY, with the files
# username and password; CONSOLE_PATH is what stands before every path of the console, unset for nothing.

# question HOST PATH: a request as the console's user. No process has the password among its arguments or in its environment.
question() {
  local credentials
  credentials="$(printf '%s:%s' "$(cat "$CREDENTIALS_DIRECTORY/username")" "$(cat "$CREDENTIALS_DIRECTORY/password")" | base64 | tr -d '\n')"
  printf 'GET %s HTTP/1.0\r\nHost: %s\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n' "$2" "$1" "$credentials"
}

# console HOST PORT PATH: what the console answers, its head first; nothing where it does not answer. CMAK takes 5 s to say that its main
# actor is dead (measured), and a Service without ready pods may swallow the connection instead of refusing it.
console() {
  # shellcheck disable=SC2016 # the inner bash reads its own arguments
  question "$1" "${CONSOLE_PATH-}$3" | timeout 8 bash -c 'exec 3<>"/dev/tcp/$0/$1" && cat >&3 && exec cat <&3' "$1" "$2" 2>/dev/null
}
