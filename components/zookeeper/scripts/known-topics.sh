#!/bin/bash
# Prints what a broker knows of all topics, in the words of `kafka-topics.sh --describe`. That itself gives no answer while there is no ZooKeeper: it asks for
# properties too, which brokers look up there (KafkaApis, ConfigHelper of Kafka 3.9). The answer to `--list` has all the rest, and a client that logs everything shows it.
# Nothing of it is on a broker's disk: kubectl exec -i kafka-0 -- bash <known-topics.sh (docs/recovery.md).
# Environment: that of a broker's container; TOOLS_DIRECTORY, where Kafka's tools are.
set -u
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
printf '%s\n' 'log4j.rootLogger=DEBUG, stdout' \
  'log4j.appender.stdout=org.apache.log4j.ConsoleAppender' \
  'log4j.appender.stdout.layout=org.apache.log4j.PatternLayout' \
  'log4j.appender.stdout.layout.ConversionPattern=%m%n' >"$work/log4j.properties"
host=localhost
# A certificate is for the broker's name.
[ -z "${TLS_DIRECTORY:-}" ] || host="$POD_NAME.$HEADLESS_DNS"
JMX_PORT='' LOG_DIR="$work" KAFKA_LOG4J_OPTS="-Dlog4j.configuration=file:$work/log4j.properties" \
  "${TOOLS_DIRECTORY:-/opt/kafka/bin}/kafka-topics.sh" --bootstrap-server "$host:$LISTENER_PORT" \
  ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --list <&- >"$work/said" 2>"$work/errors"
# The first answer is about the brokers alone.
grep 'MetadataResponseTopic(' "$work/said" | tail -n 1 |
  sed -e 's/MetadataResponseTopic(/\nTopic /g' -e 's/MetadataResponsePartition(/\nPartition /g' >"$work/answer"
[ -s "$work/answer" ] || { echo "$HOSTNAME does not tell; ask another broker" >&2; tail -n 3 "$work/errors" >&2; exit 1; }
awk -v OFS='\t' '
  function value(name) { return match($0, name "=[^],)]*") ? substr($0, RSTART + length(name) + 1, RLENGTH - length(name) - 1) : "" }
  function list(name) { sub(name "=\\[", name "="); gsub(", ", ","); return match($0, name "=[^]]*") ? substr($0, RSTART + length(name) + 1, RLENGTH - length(name) - 1) : "" }
  /^Topic / { topic = value("name"); gsub(/\047/, "", topic); print "Topic: " topic, "TopicId: " value("topicId"), "Configs: " }
  /^Partition / {
    leader = value("leaderId")
    print "\tTopic: " topic, "Partition: " value("partitionIndex"), "Leader: " (leader < 0 ? "none" : leader), "Replicas: " list("replicaNodes"), "Isr: " list("isrNodes")
  }' "$work/answer"
