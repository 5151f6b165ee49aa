# Reads the sorted lines of `kafka-topics.sh --describe` and prints what is to be done, one thing a line:
#
#     busy TOPIC NUMBER              a move is under way
#     dead TOPIC NUMBER              has to be moved, but has no leader to copy it from
#     crowded TOPIC COPIES BROKERS   has more copies than there are brokers left for them
#     move TOPIC NUMBER IDS NEW      the list it is to have, and how many of its copies are new: 0 where only the order changes
#     throttled TOPIC NUMBER IDS     belongs to a topic that still has the throttles of moves
#     elect TOPIC NUMBER             is led by another broker than the first of its list
#
# While partitions are busy nothing else is planned. The same lines give the same plan, it moves no more copies than it must, and what it
# leads to is left as it is by the next one; any part of it may be carried out first. Read after reassignment-replicas.awk and -leaders.awk.
# Environment: REPLICAS, the number of brokers; DRAIN, ids of those to be emptied; REBALANCE, true or false; RACKS, lines `ID RACK`
# of the brokers that have one; COPIES, lines `TOPIC NUMBER` of topics that get so many copies where they have fewer;
# EXACTLY, a file with lines `TOPIC NUMBER` of topics that get so many copies and no more, with REBALANCE or without; there may be none.

function list(p,  k, ids) {
  ids = at[p, 1]
  for (k = 2; k <= copies[p]; k++) ids = ids "," at[p, k]
  return ids
}

function added(p,  k, n) {
  n = 0
  for (k = 1; k <= copies[p]; k++) if (!index("," was[p] ",", "," at[p, k] ",")) n++
  return n
}

BEGIN {
  FS = "\t"
  REPLICAS = ENVIRON["REPLICAS"] + 0
  rebalance = ENVIRON["REBALANCE"] == "true"
  n = split(ENVIRON["DRAIN"], words, " ")
  for (i = 1; i <= n; i++) drained[words[i] + 0] = 1
  n = split(ENVIRON["COPIES"], words, " ")
  for (i = 1; i < n; i += 2) copiesOf[words[i]] = words[i + 1]
  while ((getline line < ENVIRON["EXACTLY"]) > 0) { split(line, words, " "); exactly[words[1]] = words[2] + 0 }
  n = split(ENVIRON["RACKS"], words, " ")
  for (i = 1; i < n; i += 2) rack[words[i] + 0] = words[i + 1]
  for (b = 0; b < REPLICAS; b++) if (allowed(b)) room++
}

/^Topic: / { if (index($0, "replication.throttled.replicas=")) throttled[substr($1, 8)] = 1 }

/^\tTopic: / {
  delete field
  for (i = 2; i <= NF; i++) { colon = index($i, ":"); field[substr($i, 1, colon - 1)] = substr($i, colon + 2) }
  p = ++parts
  topic[p] = field["Topic"]; number[p] = field["Partition"]; was[p] = field["Replicas"]
  inSync[p] = field["Isr"]
  leader[p] = field["Leader"] ~ /^[0-9]+$/ ? field["Leader"] + 0 : -1
  if (topic[p] != topic[p - 1]) { names[++topics] = topic[p]; first[topics] = p }
  first[topics + 1] = p + 1
  n = split(was[p], words, ",")
  for (k = 1; k <= n; k++) put(p, k, words[k] + 0)
  copies[p] = n
  leads[at[p, 1]]++
  if (field["Adding Replicas"] field["Removing Replicas"] != "") {
    busy++
    print "busy " topic[p] " " number[p]
  }
}

END {
  if (busy) exit
  # With fewer copies there may be brokers enough for the rest.
  for (p = 1; p <= parts; p++) if (topic[p] in exactly && leader[p] >= 0) shrink(p, exactly[topic[p]])
  for (p = 1; p <= parts; p++) evacuate(p)
  for (t = 1; t <= topics; t++) if (names[t] in crowded) print "crowded " names[t] " " crowded[names[t]] " " room + 0
  for (p = 1; p <= parts; p++) if (topic[p] in exactly && leader[p] >= 0) add(p, exactly[topic[p]])
  if (rebalance) {
    for (p = 1; p <= parts; p++) if (leader[p] >= 0) { add(p, copiesOf[topic[p]] + 0); part(p) }
    even()
    spreadLeaders()
  }
  for (p = 1; p <= parts; p++) {
    if (list(p) != was[p]) print "move " topic[p] " " number[p] " " list(p) " " added(p)
    else if (rebalance && leader[p] >= 0 && leader[p] != at[p, 1]) print "elect " topic[p] " " number[p]
    if (topic[p] in throttled) print "throttled " topic[p] " " number[p] " " was[p]
  }
}
