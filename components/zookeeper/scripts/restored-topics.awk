# Reads what `kafka-topics.sh --describe` has said of the brokers before they were stopped, and then (LISTED, a file) the states of partitions that the
# backup has; prints the commands that bring what is restored up to what brokers knew: who has copies, who is in sync, and topics that were made
# since. A copy that the backup takes for one in sync, and that was not any more or has been moved, must not lead: the others would cut what it
# never got (KIP-101).
# New states begin with the epoch EPOCHS, as raise-epochs.awk makes those of the others.
# Environment of the commands: CHROOT, where the brokers' tree is. What is said of a topic stands between tabs: `Topic: a`, `TopicId: b`, ….
BEGIN {
  FS = "\t"
  while ((getline line < LISTED) > 0) have[line] = 1
}
{
  sub(/\r$/, "")
  delete said
  for (i = 1; i <= NF; i++) if (match($i, /^ *[A-Za-z]+: */)) {
    key = substr($i, 1, RLENGTH)
    value = substr($i, RLENGTH + 1)
    gsub(/[: ]/, "", key)
    gsub(/ +$/, "", value)
    said[key] = value
  }
}
("TopicId" in said) {
  id[said["Topic"]] = said["TopicId"]
  configs[said["Topic"]] = said["Configs"]
  next
}
("Partition" in said) && said["Replicas"] ~ /^[0-9]/ {
  topic = said["Topic"]
  state = "/brokers/topics/" topic "/partitions/" said["Partition"] "/state"
  isr = said["Isr"] ~ /^[0-9]/ ? said["Isr"] : said["Replicas"]
  gsub(/ /, "", isr)
  leader = said["Leader"] ~ /^[0-9]+$/ ? said["Leader"] : isr
  sub(/,.*$/, "", leader)
  order[++states] = state
  json[state] = "{\"controller_epoch\":0,\"leader\":" leader ",\"version\":1,\"leader_epoch\":" EPOCHS ",\"isr\":[" isr "]}"
  in_sync[state] = "leader " leader " isr " isr
  replicas = said["Replicas"]
  gsub(/ /, "", replicas)
  if (topic in map) map[topic] = map[topic] ","
  else { map[topic] = ""; names[++topics] = topic }
  map[topic] = map[topic] "\"" said["Partition"] "\":[" replicas "]"
  if ((CHROOT state) in have) listed[topic] = 1
}
function placed(topic) {
  return "{\"removing_replicas\":{},\"partitions\":{" map[topic] "},\"topic_id\":\"" id[topic] "\",\"adding_replicas\":{},\"version\":3}"
}
# A value may have commas in it, and then no name before the next `=`.
function properties(text,  words, count, w, out) {
  count = split(text, words, ",")
  for (w = 1; w <= count; w++) {
    if (words[w] ~ /^[a-z.]+=/) {
      sub(/=/, "\":\"", words[w])
      out = (out == "" ? "" : out "\",") "\"" words[w]
    } else if (out != "") out = out "," words[w]
  }
  return "{\"version\":1,\"config\":{" (out == "" ? "" : out "\"") "}}"
}
END {
  for (n = 1; n <= topics; n++) {
    topic = names[n]
    at = CHROOT "/brokers/topics/" topic
    if (topic in listed) {
      print "set " at " " placed(topic)
      continue
    }
    print "create " CHROOT "/config/topics/" topic " " properties(configs[topic])
    print "create " at " " placed(topic)
    print "create " at "/partitions"
  }
  for (s = 1; s <= states; s++) {
    at = CHROOT order[s]
    if (at in have) {
      print "known " at " " in_sync[order[s]]
      continue
    }
    partition = at
    sub(/\/state$/, "", partition)
    print "create " partition
    print "create " at " " json[order[s]]
  }
}
