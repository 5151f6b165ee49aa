# shellcheck shell=bash
# Functions for the certificate of a broker, beside those of functions.sh. All need TLS_DIRECTORY, with tls.crt, tls.key and ca.crt as the Secret has
# them now, and STORES_DIRECTORY, with what Kafka and its tools read, keystore.pem, the key before its certificates, and truststore.pem, and with
# authority.pem, the ca.crt of which the latter was made.

# replace FILE: with the input, at once.
replace() { (umask 077 && cat >"$STORES_DIRECTORY/$1.new") && mv "$STORES_DIRECTORY/$1.new" "$STORES_DIRECTORY/$1"; }

key_store() { cat "$TLS_DIRECTORY/tls.key" && echo && cat "$TLS_DIRECTORY/tls.crt"; }

# own_certificate: the broker's own, the first in its key store. Brokers trust it beside its authority: where it has ended they go on together, and
# take up another one, for of a certificate that is itself trusted Java asks nothing else (sun.security.validator.PKIXValidator).
own_certificate() { sed -n '/-BEGIN CERTIFICATE-/,/-END CERTIFICATE-/p; /-END CERTIFICATE-/q' "$STORES_DIRECTORY/keystore.pem"; }

# sum_of < TEXT: tells one text from another, and does not tell a key.
sum_of() { sha256sum | cut -d ' ' -f 1; }
