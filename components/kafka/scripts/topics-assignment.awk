# Functions of topics-plan.awk that say which brokers get the copies of new partitions: as Kafka itself does (AdminUtils.assignReplicasToBrokers, 3.9),
# which begins with any broker. Here the next topic begins where the one before has ended, so that many at once are even.
# `id[0]`, `id[1]` … are the `brokers` that take copies, in the order in which they take them; `rackOf` is by broker, `racks` their number, 0 if not
# every broker has one.

# The brokers in the order of their ids; if every one has a rack, by turns one of each rack (getRackAlternatedBrokerList).
function arrange(n, sorted,  i, j, k, r, name, swap, size, of) {
  brokers = n
  racks = 0
  for (i = 0; i < n; i++) {
    id[i] = sorted[i]
    if (!(sorted[i] in rackOf)) { racks = 0; split("", size); break }
    r = rackOf[sorted[i]]
    if (!(r in size)) name[racks++] = r
    of[r, size[r]++ + 0] = sorted[i]
  }
  for (; i < n; i++) id[i] = sorted[i]
  if (racks == 0) return
  for (i = 1; i < racks; i++) for (j = i; j > 0 && name[j - 1] "" > name[j] ""; j--) {
    swap = name[j]; name[j] = name[j - 1]; name[j - 1] = swap
  }
  k = 0
  for (j = 0; k < n; j++) for (i = 0; i < racks; i++) if (j < size[name[i]]) id[k++] = of[name[i], j]
}

function follower(first, shift, i) { return (first + 1 + (shift + i) % (brokers - 1)) % brokers }

# The brokers of partition `number` with so many copies, with commas; `start` and `shift` are those of the topic.
function replicas(number, copies, start, shift,  first, list, i, at, taken, rackTaken, used) {
  shift += int(number / brokers)
  first = (number + start) % brokers
  list = id[first]
  taken[first] = 1
  if (racks > 0) { rackTaken[rackOf[id[first]]] = 1; used = 1 }
  for (i = 0; copies > 1; i++) {
    at = follower(first, racks > 0 ? shift * racks : shift, i)
    if (at in taken) continue
    # A rack has a second copy only once every rack has one.
    if (racks > 0) {
      if (rackOf[id[at]] in rackTaken) { if (used < racks) continue }
      else { rackTaken[rackOf[id[at]]] = 1; used++ }
    }
    taken[at] = 1
    list = list "," id[at]
    copies--
  }
  return list
}
