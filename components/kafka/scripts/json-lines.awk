# Writes each record of a broker's log as a JSON object of one line: time, level, logger, message, and stack where there is one. Log4j (reload4j 1.2)
# has no layout for JSON and escapes nothing, so its pattern (properties.ts) puts marks around the parts of a record, which are control characters:
#
#     \036 TIME \037 LEVEL \037 LOGGER \037 MESSAGE \037 STACK \035
#
# What stands outside of them is no record of Log4j, but a line of the JVM, of start.sh or of another script: an object too, with the time
# at which it came, level INFO and logger "console". Each object is passed on at once. A line with \004 alone is the last one: what the container's
# other processes keep open would hide the end.
# Environment: TZ=UTC, for the time; LC_ALL=C, for bytes that are no letters.
function quoted(text,  i, at, out) {
  gsub(/\\/, "&&", text)
  gsub(/"/, "\\\"", text)
  gsub(/\n/, "\\n", text)
  gsub(/\t/, "\\t", text)
  gsub(/\r/, "\\r", text)
  if (text !~ /[[:cntrl:]]/) return "\"" text "\""
  for (i = 1; i <= length(text); i++) {
    at = substr(text, i, 1)
    out = out (at in code ? code[at] : at)
  }
  return "\"" out "\""
}

function object(time, level, logger, message, stack) {
  sub(/\n$/, "", stack)
  print "{\"time\":" quoted(time) ",\"level\":" quoted(level) ",\"logger\":" quoted(logger) ",\"message\":" quoted(message) \
    (stack == "" ? "" : ",\"stack\":" quoted(stack)) "}"
  fflush()
}

function plain(line) {
  if (line != "") object(strftime("%Y-%m-%dT%H:%M:%SZ", systime()), "INFO", "console", line)
}

# What is there of a record, which may be broken off by the end of its process: then a line end is the last of it.
function record(text,  count, part, i, message) {
  sub(/\n$/, "", text)
  count = split(text, part, "\037")
  message = part[4]
  # A message may have the mark in it: the stack is behind the last one.
  for (i = 5; i < count; i++) message = message "\037" part[i]
  object(part[1], part[2], part[3], message, count > 4 ? part[count] : "")
}

function read(line,  at, end) {
  while (1) {
    at = index(line, "\036")
    if (!open) {
      if (at == 0) { plain(line); return }
      plain(substr(line, 1, at - 1))
      open = 1; held = ""; line = substr(line, at + 1)
      continue
    }
    end = index(line, "\035")
    if (end > 0 && (at == 0 || end < at)) {
      record(held substr(line, 1, end - 1))
      open = 0; line = substr(line, end + 1)
    } else if (at > 0) {
      record(held substr(line, 1, at - 1))
      held = ""; line = substr(line, at + 1)
    } else { held = held line "\n"; return }
  }
}

BEGIN {
  for (i = 0; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i)
  code[sprintf("%c", 127)] = "\\u007f"
}

$0 == "\004" { exit }
{ read($0) }
END { if (open) record(held) }
