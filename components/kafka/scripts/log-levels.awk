# Reads `kafka-configs.sh --describe` of one broker's loggers and prints what is to be done there, one thing a line:
#
#     add LOGGER=LEVEL    set it
#     delete LOGGER       take its level away: it inherits again
#     doubt LOGGER        it has another level than it should, and so has the one that it inherits from: look again once that one is right
#     absent LOGGER       a level is wanted for it, and the broker has no such logger yet
#     restart LOGGER      it cannot be set while the broker runs, for kafka-configs.sh takes no name with a dollar sign in it
#
# Kafka tells the level in effect of each logger, and not whether it is its own or inherited (Log4jController.resolveLevel, 3.9). A level cannot
# be taken away from the root; the wanted ones always have one for it.
# Environment: LOG_LEVELS, the wanted ones, lines `LOGGER=LEVEL`.
function above(name) { return match(name, /\.[^.]*$/) ? substr(name, 1, RSTART - 1) : "root" }
function wantedOf(name) {
  while (!(name in wanted)) name = above(name)
  return wanted[name]
}
# The nearest logger above it that the broker has.
function parent(name) {
  do name = above(name); while (name != "root" && !(name in shown))
  return name
}

BEGIN {
  count = split(ENVIRON["LOG_LEVELS"], lines, "\n")
  for (i = 1; i <= count; i++) {
    at = index(lines[i], "=")
    if (at > 0) { names[++wishes] = substr(lines[i], 1, at - 1); wanted[names[wishes]] = substr(lines[i], at + 1) }
  }
}

/^  [^ =]+=[A-Z]+ / {
  name = substr($1, 1, index($1, "=") - 1)
  shown[name] = substr($1, index($1, "=") + 1)
  loggers[++known] = name
}

END {
  for (i = 1; i <= wishes; i++) if (!(names[i] in shown)) print "absent " names[i]
  for (i = 1; i <= known; i++) {
    name = loggers[i]
    if (shown[name] == wantedOf(name)) continue
    if (!(name in wanted)) {
      up = parent(name)
      print (shown[up] == shown[name] && shown[up] != wantedOf(up) ? "doubt " : "delete ") name
    } else if (name ~ /\$/) print "restart " name
    else print "add " name "=" wanted[name]
  }
}
