# Makes the metrics of danielqsj/kafka_exporter, by their names, labels and meanings, of what `kafka-consumer-groups.sh --describe --all-groups`
# says: on its errors about groups without members, on its output a table for each group, with columns as wide as their longest value. Bytes
# are counted, not letters (LC_ALL=C).

# bytes_of(text, columns): how many bytes its first columns are. Java counts a letter beyond U+FFFF twice (String.format, UTF-16).
function bytes_of(text, columns, i, n, byte) {
  n = 0
  for (i = 1; i <= length(text); i++) {
    byte = substr(text, i, 1)
    if (n >= columns && !(byte in wide && wide[byte] == 0)) return i - 1
    n += byte in wide ? wide[byte] : 1
  }
  return i - 1
}
function quoted(text) {
  gsub(/\\/, "&&", text)
  gsub(/"/, "\\\"", text)
  return "\"" text "\""
}
function note(metric, labels, value) { lines[metric, ++count[metric]] = "kafka_" metric "{" labels "} " value }
function member(group, id) {
  if (!(group in members)) { members[group] = 0; order[++groups] = group }
  if (id != "" && id != "-" && !((group, id) in seen)) { seen[group, id] = 1; members[group]++ }
}
function show(metric, help, i) {
  if (!(metric in count)) return
  printf "# HELP kafka_%s %s\n# TYPE kafka_%s gauge\n", metric, help, metric
  for (i = 1; i <= count[metric]; i++) print lines[metric, i]
}
BEGIN {
  for (i = 128; i < 192; i++) wide[sprintf("%c", i)] = 0
  for (i = 240; i < 256; i++) wide[sprintf("%c", i)] = 2
}
/^Consumer group '.*' has no active members\.$/ {
  group = substr($0, 17)
  sub(/' has no active members\.$/, "", group)
  member(group, "")
  next
}
/^GROUP +TOPIC +PARTITION +CURRENT-OFFSET / {
  width = index($0, "TOPIC") - 1
  prefix = ""
  split("", at)
  n = split(substr($0, width + 1), names, / +/)
  for (i = 1; i <= n; i++) at[names[i]] = i
  next
}
width > 0 && /[^ ]/ {
  # In a table it is always the same group.
  if (prefix == "" || index($0, prefix) != 1) prefix = substr($0, 1, bytes_of($0, width))
  group = prefix
  sub(/ +$/, "", group)
  rest = substr($0, length(prefix) + 1)
  sub(/^ +/, "", rest)
  n = split(rest, field, / +/)
  if (n < at["LAG"]) next
  topic = field[at["TOPIC"]]; partition = field[at["PARTITION"]]
  offset = field[at["CURRENT-OFFSET"]]; end = field[at["LOG-END-OFFSET"]]; lag = field[at["LAG"]]
  member(group, field[at["CONSUMER-ID"]])
  if (partition !~ /^[0-9]+$/) next
  row[++rows] = group SUBSEP topic SUBSEP partition SUBSEP offset SUBSEP lag
  if (offset ~ /^[0-9]+$/) consumed[group, topic] = 1
  # Several groups tell it, each a little later.
  if (end ~ /^[0-9]+$/) {
    if (!((topic, partition) in ends)) endOrder[++endCount] = topic SUBSEP partition
    ends[topic, partition] = end
  }
}
END {
  for (i = 1; i <= rows; i++) {
    split(row[i], part, SUBSEP)
    key = part[1] SUBSEP part[2]
    # Of a topic of which the group has committed nothing, as the exporter does, nothing is said.
    if (!(key in consumed)) continue
    both = "consumergroup=" quoted(part[1]) ",topic=" quoted(part[2])
    labels = both ",partition=\"" part[3] "\""
    if (!(key in sums)) { sums[key] = 0; lags[key] = 0; sumLabels[key] = both; sumOrder[++sumCount] = key }
    if (part[4] ~ /^[0-9]+$/) { note("consumergroup_current_offset", labels, part[4]); sums[key] += part[4] }
    else { note("consumergroup_current_offset", labels, -1); note("consumergroup_lag", labels, -1); continue }
    # Without a leader nobody knows the end of a partition.
    if (part[5] ~ /^-?[0-9]+$/) { note("consumergroup_lag", labels, part[5]); lags[key] += part[5] }
  }
  for (i = 1; i <= sumCount; i++) {
    note("consumergroup_current_offset_sum", sumLabels[sumOrder[i]], sprintf("%.0f", sums[sumOrder[i]]))
    note("consumergroup_lag_sum", sumLabels[sumOrder[i]], sprintf("%.0f", lags[sumOrder[i]]))
  }
  for (i = 1; i <= groups; i++) note("consumergroup_members", "consumergroup=" quoted(order[i]), members[order[i]])
  for (i = 1; i <= endCount; i++) {
    split(endOrder[i], part, SUBSEP)
    note("topic_partition_current_offset", "topic=" quoted(part[1]) ",partition=\"" part[2] "\"", ends[endOrder[i]])
  }
  show("consumergroup_current_offset", "Current Offset of a ConsumerGroup at Topic/Partition")
  show("consumergroup_current_offset_sum", "Current Offset of a ConsumerGroup at Topic for all partitions")
  show("consumergroup_lag", "Current Approximate Lag of a ConsumerGroup at Topic/Partition")
  show("consumergroup_lag_sum", "Current Approximate Lag of a ConsumerGroup at Topic for all partitions")
  show("consumergroup_members", "Amount of members in a consumer group")
  show("topic_partition_current_offset", "Current Offset of a Broker at Topic/Partition")
}
