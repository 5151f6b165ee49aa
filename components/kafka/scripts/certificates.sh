# shellcheck shell=bash
# Functions for the certificate of a broker, beside those of functions.sh. All need TLS_DIRECTORY, with tls.crt, tls.key and ca.crt as the Secret has
# them now, and STORES_DIRECTORY, with what Kafka reads: keystore.pem, the key before its certificates, and truststore.pem.

# replace FILE: with the input, at once.
replace() { (umask 077 && cat >"$STORES_DIRECTORY/$1.new") && mv "$STORES_DIRECTORY/$1.new" "$STORES_DIRECTORY/$1"; }

key_store() { cat "$TLS_DIRECTORY/tls.key" && echo && cat "$TLS_DIRECTORY/tls.crt"; }

# sum_of < TEXT: tells one text from another, and does not tell a key.
sum_of() { sha256sum | cut -d ' ' -f 1; }
