# How much moves copy, for whoever waits for them. Input: lines of kafka-log-dirs.sh, broken at every `{`, so that one has a partition and its size on
# one broker; an empty line; lines TOPIC NUMBER IDS COPIES, with the number of copies that are new. Output: `, 12.3 GiB`, or nothing where no
# broker told.
/^"partition":"/ && !planned {
  name = $0
  sub(/^"partition":"/, "", name)
  sub(/".*/, "", name)
  size = $0
  sub(/^.*"size":/, "", size)
  sub(/[^0-9].*/, "", size)
  # The leader has the most: a copy may still be on its way.
  if (size + 0 >= bytes[name] + 0) bytes[name] = size + 0
  told = 1
}
/^$/ { planned = 1; next }
planned { total += bytes[$1 "-" $2] * $4 }
END {
  if (!told) exit
  split("B KiB MiB GiB TiB", unit, " ")
  for (step = 1; step < 5 && total >= 1024; step++) total /= 1024
  printf(step == 1 ? ", %d %s" : ", %.1f %s", total, unit[step])
}
