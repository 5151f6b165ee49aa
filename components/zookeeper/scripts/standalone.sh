# shellcheck shell=bash
# Functions for the Jobs of backups: a server that runs for a while in the Job itself. All need CLIENT_PORT; functions.sh comes before.

server="" server_log="" answer=""
# run_server DIRECTORY: starts one with the zoo.cfg in it; what it says goes into a file there.
run_server() {
  server_log="$1/server.log"
  zkServer.sh start-foreground "$1/zoo.cfg" >"$server_log" 2>&1 &
  server=$!
}
stop_server() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null
  wait "$server" 2>/dev/null
  server=""
}
# until_it_serves SECONDS: whether it serves by then; what it says of itself is in $answer: asked again, a server may be too busy to say it.
until_it_serves() {
  local until=$((SECONDS + $1))
  until answer="$(ask srvr 127.0.0.1)" && grep -q '^Mode: ' <<<"$answer"; do
    if ! kill -0 "$server" 2>/dev/null || [ "$SECONDS" -ge "$until" ]; then
      tail -n 20 "$server_log" >&2
      return 1
    fi
    sleep 1
  done
}
# run_alone DIRECTORY: starts a server without others, for this Job only, of the data in DIRECTORY/data and DIRECTORY/datalog. Once it serves it
# has read all of it (ZooKeeperServer.loadData).
run_alone() {
  {
    echo "dataDir=$1/data"
    echo "dataLogDir=$1/datalog"
    echo "clientPort=$CLIENT_PORT"
    echo "clientPortAddress=127.0.0.1"
    echo "admin.enableServer=false"
    echo "skipACL=yes"
    echo "4lw.commands.whitelist=srvr"
  } >"$1/zoo.cfg"
  run_server "$1"
}
# zxid < ANSWER: of what a server says to `srvr`, the last transaction that it knows, 16 hexadecimal digits: they sort as texts do. Nothing where it
# does not answer.
zxid() {
  local zxid
  zxid="$(tr -d '\r' | sed -n 's/^Zxid: 0x//p')"
  [ -z "$zxid" ] || printf '%016x\n' "$((16#$zxid))"
}
