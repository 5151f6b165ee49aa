# shellcheck shell=bash
# Functions for the scripts that run beside Kafka's tools, in the containers of the brokers and in Jobs; each says what it needs.
# Those that run tools need TOOLS_DIRECTORY, where the image has them; Kafka's also BOOTSTRAP, `host:port` of a broker that answers, and
# COMMAND_CONFIG, the file by which they log in, where brokers ask for that.

# say WORDS: a line of the log, with the time (UTC).
say() { echo "$(date -u +%H:%M:%S) $*"; }

# has LIST WORD: whether a list with spaces between its words has this one.
has() {
  case " $1 " in *" $2 "*) return 0 ;; *) return 1 ;; esac
}

# own_host: where a broker's own tools reach it: by the name that its certificate is for, if it has one. Needs POD_NAME and HEADLESS_DNS.
own_host() { if [ -n "${TLS_DIRECTORY:-}" ]; then echo "$POD_NAME.$HEADLESS_DNS"; else echo 127.0.0.1; fi; }

# kafka_tool NAME ARGUMENTS: runs kafka-NAME.sh on the brokers, for TOOL_SECONDS at the most if that is set. The one place that says how a
# tool of Kafka is called. Each is a JVM, which shares a broker's memory limit with it: never two at once.
kafka_tool() {
  local command=("$TOOLS_DIRECTORY/kafka-$1.sh" --bootstrap-server "$BOOTSTRAP") option=--command-config
  # The one tool that calls it otherwise (LeaderElectionCommand).
  [ "$1" != leader-election ] || option=--admin.config
  [ -z "${COMMAND_CONFIG:-}" ] || command+=("$option" "$COMMAND_CONFIG")
  command+=("${@:2}")
  if [ -n "${TOOL_SECONDS:-}" ]; then command=(timeout "$TOOL_SECONDS" "${command[@]}"); fi
  "${command[@]}"
}

# reason WORDS < FILE: why a tool of Kafka failed: of a stack trace the first message, without the names of its classes. WORDS is an extended
# regular expression of what such a line has in it, in any case; it differs from tool to tool, for some print a headline that tells nothing.
reason() { grep -m 1 -i -E "$1" | sed 's/^.*\.[A-Za-z]*Exception: //'; }

# planned KIND: of the caller's $plan, lines `KIND WORDS`, the words of this kind, one thing a line.
# shellcheck disable=SC2154
planned() { printf '%s\n' "$plan" | sed -n "s/^$1 //p"; }

# zookeeper_connect: where ZooKeeper is: `host:port,host:port/path`. Needs ZOOKEEPER, or CONFIG_DIRECTORY with server.properties.
zookeeper_connect() { if [ -n "${ZOOKEEPER:-}" ]; then echo "$ZOOKEEPER"; else sed -n 's/^zookeeper.connect=//p' "$CONFIG_DIRECTORY/server.properties"; fi; }

# zookeeper_shell < COMMANDS: what ZooKeeper answers to the commands.
zookeeper_shell() { timeout 15 "$TOOLS_DIRECTORY/zookeeper-shell.sh" "$(zookeeper_connect)" 2>/dev/null; }

# zookeeper_lists < COMMANDS: of that the lists, one a line.
zookeeper_lists() { zookeeper_shell | sed -n 's/^\[\(.*\)\]$/\1/p' | tr -d ,; }

# zookeeper_serves: whether ZooKeeper answers requests now, after 2 s at the most and without a JVM. All servers are asked at once, and one
# is enough: without a quorum none has a mode (ZooKeeper AbstractFourLetterCommand).
zookeeper_serves() {
  local servers server
  servers="$(zookeeper_connect)"
  servers="${servers%%/*}"
  for server in ${servers//,/ }; do
    # shellcheck disable=SC2016 # the inner bash reads its own arguments
    timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1" && echo srvr >&3 && exec cat <&3' "${server%:*}" "${server##*:}" 2>/dev/null &
  done | grep -q '^Mode: '
}

# wait_for_zookeeper: until it answers requests.
wait_for_zookeeper() {
  until zookeeper_serves; do
    [ -n "${told:-}" ] || say "waiting for ZooKeeper at $(zookeeper_connect)"
    told=yes
    sleep 1
  done
}

# under_replicated ID: of the partitions that miss a replica, how many broker ID has in sync, and how many miss broker ID. A replica that a
# reassignment is still adding is not missed by anybody. Fails where Kafka does not say. It shows no topic at all while a broker has just
# started, and where an authorizer hides them: with a pattern the tool fails then (TopicCommand.ensureTopicExists), and this disk tells
# whether there are none. Needs DATA_DIRECTORY, with `logs` (log.dirs) in it.
under_replicated() {
  local lines held
  if ! lines="$(TOOL_SECONDS=25 kafka_tool topics --describe --under-replicated-partitions --topic '.*' 2>&1)"; then
    case "$lines" in *'does not exist as expected'*) ;; *) printf '%s\n' "$lines" >&2 && return 1 ;; esac
    held="$(find "$DATA_DIRECTORY/logs" -maxdepth 1 2>/dev/null | grep -c -e '-[0-9][0-9]*$')" || true
    if [ "$held" != 0 ]; then
      echo "Kafka shows no topic, but this broker holds $held partitions, and nobody knows whether they are in sync: if this lasts, let" \
        "User:ANONYMOUS describe topics (kafka:brokers.config.super.users, or ACLs)" >&2
      return 1
    fi
  fi
  printf '%s\n' "$lines" | awk -F '\t' -v id="$1" '
    function among(list) { return index("," list ",", "," id ",") > 0 }
    { replicas = ""; isr = ""; adding = ""
      for (i = 1; i <= NF; i++) {
        if ($i ~ /^Replicas: /) replicas = substr($i, 11)
        if ($i ~ /^Isr: /) isr = substr($i, 6)
        if ($i ~ /^Adding Replicas: /) adding = substr($i, 18)
      }
      if (among(isr)) inSync++
      else if (among(replicas) && !among(adding)) missing++ }
    END { print inSync + 0, missing + 0 }'
}
