#!/bin/bash
# Beside a broker, for as long as it runs: brings a renewed certificate to it without a restart. Kafka reads its stores anew when their place is set
# again (DynamicBrokerConfig, since KIP-226), even to the same one. Nodes see a changed Secret at different times, so a new authority is trusted as
# soon as it is seen, beside the one before, and a certificate is shown TRUST_SECONDS later, when every broker trusts it.
# Environment: POD_NAME, HEADLESS_DNS, LISTENER_PORT, TLS_DIRECTORY, STORES_DIRECTORY, TRUST_SECONDS, TOOLS_DIRECTORY; COMMAND_CONFIG;
# EXTERNAL_LISTENER, where there is one.
set -u
# shellcheck source=components/kafka/scripts/functions.sh
. "$(dirname "$0")/functions.sh"
# shellcheck source=components/kafka/scripts/certificates.sh
. "$(dirname "$0")/certificates.sh"
BOOTSTRAP="$(own_host):$LISTENER_PORT"
export BOOTSTRAP
id="${POD_NAME##*-}"
# Seconds between two looks. The kubelet brings a mounted Secret up to date once a minute or so.
pause=5

say() { echo "renew-certificate.sh: $*"; }
properties() {
  local listener
  for listener in sasl ${EXTERNAL_LISTENER:+external}; do printf 'listener.name.%s.ssl.%s.location\n' "$listener" "$1"; done
}
own_configs() { TOOL_SECONDS=60 kafka_tool configs --entity-type brokers --entity-name "$id" --alter "$@" 2>&1; }
# offer FILE: with the input in its place, for the broker to take up; what it has stays beside it until then.
offer() { cp -p "$STORES_DIRECTORY/$1" "$STORES_DIRECTORY/$1.before" && replace "$1"; }
# take_up STORE: whether the broker has read what is offered. The value for this broker alone goes at once: it must not outlive what start.sh says.
# What it refuses goes too: whichever store it is told of, the broker reads both.
take_up() {
  local set removed answer why before
  set="$(properties "$1" | sed "s|\$|=$STORES_DIRECTORY/$1.pem|" | paste -s -d , -)"
  removed="$(properties "$1" | paste -s -d , -)"
  if answer="$(own_configs --add-config "$set")" && answer="$(own_configs --delete-config "$removed")"; then
    rm "$STORES_DIRECTORY"/*.before
    say "the broker has taken up the new $1.pem"
    return 0
  fi
  for before in "$STORES_DIRECTORY"/*.before; do mv "$before" "${before%.before}"; done
  why="$(printf '%s\n' "$answer" | reason 'exception|invalid|error:')"
  say "the broker does not take up $1.pem yet: ${why:-it does not answer}"
  return 1
}

# Of what the Secret has had, the last that the broker has taken up. Each round reads the Secret anew: what a broker refuses may be corrected.
authority="$(cat "$STORES_DIRECTORY/authority.pem")"
shown="$(sum_of <"$STORES_DIRECTORY/keystore.pem")"
own="$(own_certificate)"
former=()
trusted_at=-$TRUST_SECONDS
while sleep "$pause"; do
  seen="$(cat "$TLS_DIRECTORY/ca.crt")"
  # A Secret that has none is being corrected.
  if [ -n "$seen" ] && [ "$seen" != "$authority" ]; then
    printf '%s\n' "$seen" "$authority" "$own" | offer truststore.pem
    take_up truststore || continue
    former=("$authority")
    authority="$seen"
    trusted_at=$SECONDS
  fi
  now="$(key_store | sum_of)"
  if [ "$now" != "$shown" ] && [ $((SECONDS - trusted_at)) -ge "$TRUST_SECONDS" ]; then
    key_store | offer keystore.pem
    # Others show the one before for a while, and the broker tries the new store against its own of now (kafka SslFactory).
    printf '%s\n' "$authority" "${former[@]}" "$(own_certificate)" "$own" | offer truststore.pem
    if take_up keystore; then
      shown="$(sum_of <"$STORES_DIRECTORY/keystore.pem")"
      own="$(own_certificate)"
    fi
  fi
done
