# What is to be done so that the grants are the wanted ones. Reads what `kafka-acls.sh --list` prints; GRANTS in the environment has the wanted ones, lines
# `TYPE NAME PATTERN PRINCIPAL OPERATION`. Prints lines of words between tabs: `add TYPE NAME PATTERN PRINCIPAL OPERATIONS` and
# `remove TYPE NAME PATTERN PRINCIPAL OPERATIONS PERMISSION HOST`; operations as the tool takes them, with commas.
function between(text, before, after, from, rest, to) {
  from = index(text, before)
  if (from == 0) return ""
  rest = substr(text, from + length(before))
  to = index(rest, after)
  return to == 0 ? rest : substr(rest, 1, to - 1)
}
# DESCRIBE_CONFIGS is printed, and DescribeConfigs is read (SecurityUtils.toPascalCase).
function pascal(constant, words, n, i, name) {
  n = split(constant, words, "_")
  name = ""
  for (i = 1; i <= n; i++) name = name toupper(substr(words[i], 1, 1)) tolower(substr(words[i], 2))
  return name
}
function note(kind, target, operation, rest, key) {
  key = kind SUBSEP target SUBSEP rest
  if (!(key in operations)) {
    order[++count] = key
    kinds[key] = kind; targets[key] = target; rests[key] = rest
    operations[key] = pascal(operation)
  } else operations[key] = operations[key] "," pascal(operation)
}
BEGIN {
  n = split(ENVIRON["GRANTS"], lines, "\n")
  for (i = 1; i <= n; i++) if (split(lines[i], word, " ") == 5)
    wanted[word[1] "\t" word[2] "\t" word[3] "\t" word[4], word[5]] = i
}
/^Current ACLs for resource / {
  resource = between($0, "resourceType=", ",") "\t" between($0, "name=", ", patternType=") "\t" between($0, "patternType=", ")")
  next
}
/\(principal=/ {
  target = resource "\t" between($0, "(principal=", ", host=")
  operation = between($0, "operation=", ",")
  permission = between($0, "permissionType=", ")")
  host = between($0, ", host=", ", operation=")
  if (permission == "ALLOW" && host == "*" && (target, operation) in wanted) there[target, operation] = 1
  else note("remove", target, operation, "\t" permission "\t" host)
}
END {
  # In the order in which they are wanted.
  for (key in wanted) keyAt[wanted[key]] = key
  for (i = 1; i <= n; i++) if (i in keyAt && !(keyAt[i] in there)) {
    split(keyAt[i], part, SUBSEP)
    note("add", part[1], part[2], "")
  }
  for (i = 1; i <= count; i++) print kinds[order[i]] "\t" targets[order[i]] "\t" operations[order[i]] rests[order[i]]
}
