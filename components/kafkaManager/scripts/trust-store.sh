#!/bin/bash
# Makes the store of what the console's JVM trusts: its client of the brokers (Kafka 2.4) reads no PEM.
# Environment: AUTHORITY, a file with certificates (PEM); TRUST_STORE, the store, which is made anew.
set -eu
keytool="$(command -v keytool || echo "${JAVA_HOME:-}/bin/keytool")"
rm -f "$TRUST_STORE"
number=0 certificate=""
while IFS= read -r line || [ -n "$line" ]; do
  case "$line" in *BEGIN\ CERTIFICATE*) certificate="" ;; esac
  certificate="$certificate$line"$'\n'
  case "$line" in
    *END\ CERTIFICATE*)
      number=$((number + 1))
      # The store asks for a password, and holds nothing secret.
      printf '%s' "$certificate" | "$keytool" -importcert -noprompt -alias "authority-$number" -keystore "$TRUST_STORE" -storetype JKS -storepass changeit
      ;;
  esac
done <"$AUTHORITY"
[ "$number" != 0 ] || { echo "no certificate in $AUTHORITY" >&2; exit 1; }
