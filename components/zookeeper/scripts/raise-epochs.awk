# Reads what ZooKeeper's shell says to `ls /==PATH` and `get PATH`, in turn, of each partition's state and of the block of producers' ids, and
# prints the commands that raise what brokers on their disks are ahead of: EPOCHS to the epoch of every leader, IDS to the block.
# - Records carry the epoch of their leader. A copy with records of a newer epoch than its leader's never gets in sync again (KIP-101, KIP-595).
# - Producers' ids that were given away after the backup would be given away again, and brokers take the first records of the second
#   producer for a repetition of the first one's: acknowledged, and not written (KIP-98, ProducerStateManager).
# KNOWN, a file with lines `known PATH leader ID isr ID,ID`: who was in sync when the brokers were stopped (restored-topics.awk).
# A node with `=` in its name never exists: what the shell says of one tells where its answer to the next command begins.
BEGIN { while ((getline line < KNOWN) > 0) if (split(line, word, " ") == 6 && word[1] == "known") { leader[word[2]] = word[4]; isr[word[2]] = word[6] } }
/Node does not exist: \/==/ {
  path = $0
  sub(/^.*Node does not exist: \/==/, "/", path)
  sub(/[ \r].*$/, "", path)
  next
}
path != "" && match($0, /\{.*\}/) {
  json = substr($0, RSTART, RLENGTH)
  # The shell takes blanks for the end of a word.
  gsub(/ /, "", json)
  if (path in leader) {
    sub(/"leader":-?[0-9]+/, "\"leader\":" leader[path], json)
    sub(/"isr":\[[0-9,]*\]/, "\"isr\":[" isr[path] "]", json)
  }
  changed = ""
  while (match(json, /"(leader_epoch":|block_(start|end)":")[0-9]+/)) {
    found = substr(json, RSTART, RLENGTH)
    rest = substr(json, RSTART + RLENGTH)
    changed = changed substr(json, 1, RSTART - 1)
    match(found, /[0-9]+$/)
    changed = changed substr(found, 1, RSTART - 1) sprintf("%.0f", substr(found, RSTART) + (found ~ /^"leader/ ? EPOCHS : IDS))
    json = rest
  }
  if (changed != "") print "set " path " " changed json
  path = ""
}
