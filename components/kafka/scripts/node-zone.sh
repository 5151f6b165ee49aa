#!/bin/bash
# Asks the API server for the zone of the node that this pod runs on, and leaves it for start.sh: an empty file where the node has none. It runs
# before the broker, in a container of its own, which alone has the token. The image has no client of Kubernetes, and its wget knows no
# authority but the public ones; openssl is there, for the image of Java that it is built on keeps its certificates with it.
# Environment: NODE_NAME; KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT, which the kubelet sets; API_DIRECTORY, with `token` and the authority
# `ca.crt`; SCRATCH_DIRECTORY; TMPDIR, a directory that may be written to.
set -u
# How often it is asked, with two seconds between: policies and rights of a new pod may take a moment to be known.
: "${ATTEMPTS:=15}"
answer="$TMPDIR/node"
errors="$TMPDIR/node-errors"

# The token is not sent before the certificate has proved to be the API server's: with -verify_return_error the connection ends at the handshake.
ask() {
  local host="$KUBERNETES_SERVICE_HOST" names=(-verify_hostname "$KUBERNETES_SERVICE_HOST" -servername "$KUBERNETES_SERVICE_HOST")
  case "$host" in
    *:*) names=(-verify_ip "$host") host="[$host]" ;;
    *[!0-9.]*) ;;
    *) names=(-verify_ip "$host") ;;
  esac
  # HTTP/1.0 has no chunks, and ends with the connection. Of the node only its metadata is wanted.
  printf 'GET /api/v1/nodes/%s HTTP/1.0\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: %s\r\n\r\n' \
    "$NODE_NAME" "$host" "$(cat "$API_DIRECTORY/token")" 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1' |
    timeout 5 openssl s_client -quiet -connect "$host:$KUBERNETES_SERVICE_PORT" -verify_return_error "${names[@]}" -CAfile "$API_DIRECTORY/ca.crt" \
      >"$answer" 2>"$errors"
}

# Why there is no answer that is one: what the API server says, or openssl.
reason() {
  local status message
  status="$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/HTTP \1/p' "$answer")"
  message="$(sed -n 's/.*"message": *"\(\([^"\\]\|\\.\)*\)".*/\1/p' "$answer" | head -n 1)"
  if [ -n "$status" ]; then echo "$status${message:+ ($message)}"; else
    grep -m 1 -E 'verify error|not found|errno|error:' "$errors" || echo "no answer from $KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT"
  fi
}

mkdir -p "$SCRATCH_DIRECTORY"
tries=1
until ask && grep -q '^HTTP[^ ]* 200' "$answer" && grep -q '"metadata"' "$answer"; do
  if [ "$tries" -ge "$ATTEMPTS" ]; then
    echo "node-zone.sh: cannot read the zone of node $NODE_NAME: $(reason); brokers need to get nodes (kafka:brokers.rack, docs/placement.md)" >&2
    exit 1
  fi
  tries=$((tries + 1))
  sleep 2
done
# In the annotations of a node its labels may stand once more, as a text in which quotes are escaped.
zone="$(sed -n 's/.*"topology\.kubernetes\.io\/zone": *"\([^"\\]*\)".*/\1/p' "$answer" | head -n 1)"
printf '%s' "$zone" >"$SCRATCH_DIRECTORY/zone"
rm -f "$answer" "$errors"
echo "node-zone.sh: node $NODE_NAME is in zone ${zone:-(none)}"
