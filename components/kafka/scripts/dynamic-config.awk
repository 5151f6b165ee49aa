# Reads `kafka-configs.sh --describe --all` of all brokers and prints what is to be done next, one thing a line:
#
#     add NAME=VALUE      set it for all brokers; a line of a properties file
#     delete NAME         take the value for all brokers away
#     wait ID NAME        broker ID has not taken the value up yet
#     own ID NAME         broker ID has a dynamic value of its own, which wins
#
# Nothing but `own` is left once every broker has what is wanted. Numbers of threads go in steps, for a running broker refuses more than
# twice and less than half of its number (DynamicThreadPool, 3.9). The line that Kafka prints for a value is compared as
# a whole, because a value may hold anything that separates the parts of a line.
# Environment: WANTED, lines `name=value`; ESCAPED, the same lines as a properties file has them, both sorted by name; DYNAMIC, the names of the
# properties that running brokers can change; THREADS, those among them that are numbers of threads.
function values(name, value) { return "DYNAMIC_DEFAULT_BROKER_CONFIG:" name "=" value }
function printed(name, value) { return name "=" value " sensitive=false synonyms={" values(name, value) "}" }
function shows(b, name, text) { return index(shown[b, name], text) > 0 }
function hasOwn(b, name) { return shows(b, name, " synonyms={DYNAMIC_BROKER_CONFIG:" name "=") }
function took(b, name, value) { return shows(b, name, values(name, value) ", ") || shows(b, name, values(name, value) "}") }
function running(b, name) { return substr(shown[b, name], length(name) + 2) + 0 }

# What the broker runs with once no value for all is set: the one of its file, or else the default of Kafka.
function fallback(b, name,  source) {
  source = (shows(b, name, "STATIC_BROKER_CONFIG:" name "=") ? "STATIC_BROKER_CONFIG:" : "DEFAULT_CONFIG:") name "="
  return substr(shown[b, name], index(shown[b, name], source) + length(source)) + 0
}

# The number nearest to the goal that no broker refuses.
function step(name, goal,  i, now, least, most) {
  least = 1; most = goal
  for (i = 1; i <= brokers; i++) {
    if (hasOwn(broker[i], name)) continue
    now = running(broker[i], name)
    if (int(now / 2) > least) least = int(now / 2)
    if (now * 2 < most) most = now * 2
  }
  return least > goal ? least : most
}

function set(name, value, asFile,  i, b) {
  if (standing[name] "" != printed(name, value) "") { print "add " asFile; return }
  for (i = 1; i <= brokers; i++) {
    b = broker[i]
    if (hasOwn(b, name)) print "own " b " " name
    else if (!took(b, name, value) || (name in isThreads && running(b, name) != value + 0)) print "wait " b " " name
  }
}

function setThreads(name, goal, asFile,  near) {
  near = step(name, goal + 0)
  if (near == goal + 0) set(name, goal, asFile)
  else set(name, near, name "=" near)
}

function unset(name,  i, b, goal) {
  if (name in isThreads) for (i = 1; i <= brokers; i++) {
    b = broker[i]
    goal = fallback(b, name)
    if (!hasOwn(b, name) && step(name, goal) != goal) { setThreads(name, goal); return }
  }
  print "delete " name
}

function isGone(name,  i) {
  for (i = 1; i <= brokers; i++) if (shows(broker[i], name, values(name, ""))) print "wait " broker[i] " " name
}

BEGIN {
  names = split(ENVIRON["DYNAMIC"], live, " ")
  for (i = 1; i <= names; i++) isLive[live[i]] = 1
  count = split(ENVIRON["THREADS"], parts, " ")
  for (i = 1; i <= count; i++) isThreads[parts[i]] = 1
  count = split(ENVIRON["WANTED"], parts, "\n")
  split(ENVIRON["ESCAPED"], escaped, "\n")
  for (i = 1; i <= count; i++) {
    at = index(parts[i], "=")
    if (at == 0) continue
    name = substr(parts[i], 1, at - 1)
    wanted[name] = substr(parts[i], at + 1)
    asFile[name] = escaped[i]
  }
}

/^[^ ]/ {
  section = $0 ~ / for brokers in the cluster are:$/ ? "all" : $(NF - 1)
  if (section != "all") broker[++brokers] = section
}

/^  / {
  text = substr($0, 3)
  name = substr(text, 1, index(text, "=") - 1)
  if (!(name in isLive)) next
  if (section == "all") standing[name] = text
  else shown[section, name] = text
}

END {
  for (i = 1; i <= names; i++) {
    name = live[i]
    if (!(name in wanted)) { if (name in standing) unset(name); else isGone(name) }
    else if (name in isThreads && wanted[name] ~ /^ *[0-9]+ *$/) setThreads(name, wanted[name], asFile[name])
    else set(name, wanted[name], asFile[name])
  }
}
