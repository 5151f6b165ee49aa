# Reads what ZooKeeper's shell says to the questions of apply-topics.sh, and prints what is to be done, one thing a line:
#
#     refuse WORDS    what the stack file says cannot be: nothing else is planned
#     told WORDS      what the commands do, for the log
#     do COMMAND      of ZooKeeper's shell, in this order
#     wait WORDS      what must come to be first
#
# Nothing is left once every topic is as it is wanted. Which properties of a topic are the stack file's, /stack/topics/NAME tells (`properties=A,B`): those
# that are wanted no more are reset, others are never touched. While a topic's properties are being changed it says `changing=A,B`, so that a run
# that is killed in between is finished by the next one, and brokers hear of it. Versions keep what others write meanwhile. Read after
# topics-assignment.awk.
# Environment: TOPICS, a file with lines NAME PARTITIONS COPIES PROPERTY=VALUE … with tabs between the words, `-` for what is not said, values as JSON has
# them; PARTITIONS and COPIES of a new topic of which it is not said; REPLICAS, the number of brokers; DRAIN, ids of those that get no copies.

function command(text) { todo[++todos] = text }
function tell(words) { saying[++sayings] = words }
function plain(json) { return substr(json, 2, length(json) - 2) }

# The list that the shell prints, without the blanks: "a,b".
function items(line) { line = substr(line, 2, length(line) - 2); gsub(/ /, "", line); return line }

# The text of the map of partitions in a topic's znode, without its braces.
function partitionsIn(json) {
  if (!match(json, /"partitions" *: *\{[^{}]*\}/)) return ""
  json = substr(json, RSTART, RLENGTH - 1)
  sub(/^[^{]*\{/, "", json)
  return json
}
function countIn(map) { return gsub(/\[/, "[", map) }

# Whether copies are being added or removed.
function busy(json) { return json ~ /"(adding|removing)_replicas" *: *\{ *"/ }

# Puts the properties of a znode into `names` and `values`, as JSON has them, and returns their number.
function read_properties(json,  n, pair) {
  n = 0
  if (!match(json, /"config" *: *\{/)) return 0
  json = substr(json, RSTART + RLENGTH)
  while (match(json, /^[ ,]*"([^"\\]|\\.)*" *: *"([^"\\]|\\.)*"/)) {
    pair = substr(json, RSTART, RLENGTH)
    json = substr(json, RSTART + RLENGTH)
    match(pair, /"([^"\\]|\\.)*"/)
    names[++n] = substr(pair, RSTART + 1, RLENGTH - 2)
    pair = substr(pair, RSTART + RLENGTH)
    match(pair, /"([^"\\]|\\.)*"/)
    values[n] = substr(pair, RSTART, RLENGTH)
    # The shell takes blanks for the end of a word.
    gsub(/ /, "\\u0020", values[n])
  }
  return n
}

# The brokers that may take copies, if all are there.
function ready(  i, n, sorted) {
  if (brokers > 0) return 1
  n = 0
  for (i = 0; i < REPLICAS; i++) if (!(i in drained)) {
    if (!(i in alive)) { waiting["every broker to register: " i " is not there"] = 1; return 0 }
    sorted[n++] = i
  }
  arrange(n, sorted)
  return 1
}

# New partitions as the znode has them, from number `from` on.
function map(from, to, copies, start,  p, text) {
  text = ""
  for (p = from; p < to; p++) text = text (text == "" ? "" : ",") "\"" p "\":[" replicas(p, copies, start, start) "]"
  return text
}

function record(t, text) {
  if (noRecords) { command("create /stack"); command("create /stack/topics"); noRecords = 0 }
  command((t in records ? "set" : "create") " /stack/topics/" t " " text)
  records[t] = 1
}

function write(t, text) {
  command((config[t] == "" ? "create" : "set -v " configVersion[t]) " /config/topics/" t " " text)
}

# What is to be done so that the topic has its properties; a new one has no others, as with Kafka (setOrCreateEntityConfigs).
function properties(t, isNew,  n, i, k, own, text, was, rest, part, drop, changes, said, union) {
  split("", rest)
  own = ""
  for (i = 1; i <= count[t]; i++) { rest[property[t, i]] = value[t, i]; own = own (i > 1 ? "," : "") property[t, i] }
  was = known[t] == "" ? "properties=" : known[t]
  k = split(substr(was, index(was, "=") + 1), part, ",")
  split("", drop)
  for (i = 1; i <= k; i++) if (!(part[i] in rest)) drop[part[i]] = 1
  n = isNew ? 0 : read_properties(config[t])
  text = ""; said = ""; changes = 0
  for (i = 1; i <= n; i++) {
    if (names[i] in drop) { changes++; said = said " " names[i] " (reset)"; continue }
    if (names[i] in rest) {
      if (rest[names[i]] != values[i]) { changes++; said = said " " names[i] "=" plain(rest[names[i]]) }
      values[i] = rest[names[i]]
      delete rest[names[i]]
    }
    text = text (text == "" ? "" : ",") "\"" names[i] "\":" values[i]
  }
  for (i = 1; i <= count[t]; i++) if (property[t, i] in rest) {
    changes++; said = said " " property[t, i] "=" plain(value[t, i])
    text = text (text == "" ? "" : ",") "\"" property[t, i] "\":" value[t, i]
  }
  text = "{\"version\":1,\"config\":{" text "}}"
  if (isNew) {
    if (was != "properties=" own) record(t, "properties=" own)
    if (config[t] != text) write(t, text)
    return
  }
  if (changes == 0 && was == "properties=" own) return
  if (changes > 0 || was ~ /^changing=/) {
    union = own
    for (i in drop) union = union (union == "" ? "" : ",") i
    record(t, "changing=" union)
    write(t, text)
    command("create -s /config/changes/config_change_ {\"version\":2,\"entity_path\":\"topics/" t "\"}")
    tell("topic " t " is changed:" (said == "" ? " brokers are told again" : said))
    # What is to be reset is not forgotten before it is seen to be gone: somebody else may have written in between.
    own = union
  }
  record(t, "properties=" own)
}

function make(t,  n, c, start) {
  if (t in deleting) { waiting["topic " t " to be deleted, which somebody has asked for"] = 1; return }
  if (unified(t) in taken) {
    print "refuse topic " t ": there is " taken[unified(t)] ", whose metrics would have the same name; choose another name for it in kafka:topics"
    refused++
    return
  }
  if (!ready()) return
  n = partitions[t] == "-" ? PARTITIONS : partitions[t]
  c = copies[t] == "-" ? COPIES : copies[t]
  if (c > brokers) {
    print "refuse topic " t ": " c " copies need as many brokers, and " brokers " take copies; lower replication in kafka:topics, or add brokers"
    refused++
    return
  }
  start = turn % brokers
  turn += n
  properties(t, 1)
  command("create /brokers/topics/" t " {\"version\":3,\"partitions\":{" map(0, n, c, start) "},\"adding_replicas\":{},\"removing_replicas\":{}}")
  tell("topic " t " is made: " n " partitions, " c " copies")
}

# Begins with the broker that leads the first partition, and makes as many copies as that one has (createNewPartitionsAssignment).
function grow(t, now,  old, first, c, i, start, json, part) {
  if (busy(node[t])) { waiting["a move of partitions of topic " t] = 1; return }
  if (!ready()) return
  old = partitionsIn(node[t])
  match(old, /"0" *: *\[[^]]*\]/)
  first = substr(old, RSTART, RLENGTH)
  sub(/^[^[]*\[/, "", first); sub(/\]$/, "", first)
  c = split(first, part, ",")
  if (c > brokers) {
    print "refuse topic " t ": its partitions have " c " copies, and only " brokers " brokers take copies for more of them; add brokers first"
    refused++
    return
  }
  start = 0
  for (i = 0; i < brokers; i++) if (id[i] == part[1] + 0) start = i
  json = node[t]
  match(json, /"partitions" *: *\{[^{}]*\}/)
  json = substr(json, 1, RSTART + RLENGTH - 2) "," map(now, partitions[t], c, start) substr(json, RSTART + RLENGTH - 1)
  gsub(/ /, "", json)
  command("set -v " nodeVersion[t] " /brokers/topics/" t " " json)
  tell("topic " t " gets more partitions: " now " -> " partitions[t])
}

function unified(t) { gsub(/[.]/, "_", t); return t }

BEGIN {
  REPLICAS = ENVIRON["REPLICAS"] + 0; PARTITIONS = ENVIRON["PARTITIONS"] + 0; COPIES = ENVIRON["COPIES"] + 0
  n = split(ENVIRON["DRAIN"], word, " ")
  for (i = 1; i <= n; i++) drained[word[i] + 0] = 1
  while ((getline line < ENVIRON["TOPICS"]) > 0) {
    n = split(line, word, "\t")
    t = topic[++topics] = word[1]
    isWanted[t] = 1; partitions[t] = word[2]; copies[t] = word[3]; count[t] = n - 3
    for (i = 4; i <= n; i++) {
      at = index(word[i], "=")
      property[t, i - 3] = substr(word[i], 1, at - 1)
      value[t, i - 3] = substr(word[i], at + 1)
    }
  }
}

/^Node does not exist: \/=/ {
  mark = substr($0, 24)
  if (substr(mark, 1, 1) == "=") { kind = substr(mark, 2); now = "" } else { kind = "topic"; now = mark; asked[now] = 1 }
  if (kind == "end") whole = 1
  last = ""
  next
}
# Of a node that does not exist this is the answer.
/^Node does not exist: / { answers[now]++; if ($0 ~ /\/stack\/topics$/) noRecords = 1; next }
kind == "topics" && /^\[/ { listed = items($0); answered["topics"] = 1; next }
kind == "deleting" && /^\[/ { n = split(items($0), word, ","); for (i = 1; i <= n; i++) deleting[word[i]] = 1; next }
kind == "records" && /^\[/ { n = split(items($0), word, ","); for (i = 1; i <= n; i++) records[word[i]] = 1; next }
kind ~ /^broker=/ && /^\{/ {
  i = substr(kind, 8) + 0
  alive[i] = 1
  if (match($0, /"rack" *: *"[^"]*"/)) { rackOf[i] = substr($0, RSTART, RLENGTH); sub(/^"rack" *: */, "", rackOf[i]) }
  next
}
kind != "topic" { next }
/^\{.*"partitions"/ { node[now] = $0; answers[now]++; last = "node"; next }
/^\{.*"config"/ || /^null$/ { config[now] = $0; answers[now]++; last = "config"; next }
/^(properties|changing)=/ { known[now] = $0; answers[now]++; last = ""; next }
/^\[/ { line = items($0); led[now] = line == "" ? 0 : split(line, word, ","); answers[now]++; next }
/^dataVersion = / { if (last == "node") nodeVersion[now] = $3; if (last == "config") configVersion[now] = $3 }

END {
  # What was not told in full, as while ZooKeeper elects a leader, is asked again.
  for (i = 1; i <= topics; i++) if (answers[topic[i]] != 4) whole = 0
  if (!whole || !answered["topics"]) { print "wait for ZooKeeper to answer"; exit }

  n = split(listed, word, ",")
  turn = n
  for (i = 1; i <= n; i++) taken[unified(word[i])] = word[i]
  for (t in records) if (!(t in isWanted)) command("delete /stack/topics/" t)

  for (i = 1; i <= topics; i++) {
    t = topic[i]
    if (node[t] == "") { make(t); continue }
    if (t in deleting) { waiting["topic " t " to be deleted, which somebody has asked for"] = 1; continue }
    n = countIn(partitionsIn(node[t]))
    if (partitions[t] != "-" && partitions[t] + 0 < n) {
      print "refuse topic " t " has " n " partitions, and Kafka takes none away: set partitions to " n " in kafka:topics, or make another topic"
      refused++
      continue
    }
    properties(t, 0)
    if (partitions[t] != "-" && partitions[t] + 0 > n) grow(t, n)
    else if (led[t] + 0 < n) unled[t] = 1
  }
  if (refused) exit
  for (i = 1; i <= sayings; i++) print "told " saying[i]
  for (i = 1; i <= todos; i++) print "do " todo[i]
  for (t in unled) { if (!leaderless++) first = t }
  if (leaderless) print "wait for leaders of topics: " leaderless
  for (t in waiting) print "wait for " t
}
