# Functions of reassignment-plan.awk that say which broker holds which replica. Of partition `p` the one at place `k` is on broker `at[p, k]`,
# for `k` from 1 to `copies[p]`; `load[b]` is the number of replicas on broker `b`, `ofTopic[t, b]` those of topic `t`.

function allowed(b) { return b + 0 < REPLICAS && !(b in drained) }

function place(p, b,  k) {
  for (k = 1; k <= copies[p]; k++) if (at[p, k] == b) return k
  return 0
}

function put(p, k, b) {
  if (at[p, k] != "") { load[at[p, k]]--; ofTopic[topic[p], at[p, k]]-- }
  at[p, k] = b; load[b]++; ofTopic[topic[p], b]++
}

# Whether another copy than the one at place k is in the rack of broker b. A broker without a rack shares none that is known.
function clash(p, k, b,  j) {
  if (b in rack) for (j = 1; j <= copies[p]; j++) if (j != k && (at[p, j] in rack) && rack[at[p, j]] == rack[b]) return 1
  return 0
}

# The broker that holds least and may take place k: in a rack of its own if there is one, and one that leads least for the first place.
function best(p, k,  b, found, score, least) {
  found = -1
  for (b = 0; b < REPLICAS; b++) if (allowed(b) && !place(p, b)) {
    score = clash(p, k, b) * 1e12 + load[b] * 1e6 + (k == 1 ? leads[b] : 0)
    if (found < 0 || score < least) { found = b; least = score }
  }
  return found
}

function evacuate(p,  k, b) {
  for (k = 1; k <= copies[p]; k++) if (!allowed(at[p, k])) {
    if (leader[p] < 0) { print "dead " topic[p] " " number[p]; return }
    b = best(p, k)
    if (b < 0) { crowded[topic[p]] = copies[p]; return }
    if (k == 1) leads[b]++
    put(p, k, b)
  }
}

# Gives a partition so many copies, if it has fewer.
function add(p, wanted,  b) { while (copies[p] < wanted && (b = best(p, copies[p] + 1)) >= 0) put(p, ++copies[p], b) }

# Takes copies away until there are so many: first those on brokers that are to be empty, then those that are not in sync, then those that share a
# rack, then those on the broker that holds most, and never the leader's. Where that takes the only copy of a rack, one that is left and shares its
# rack goes there, or to another rack that has none.
function shrink(p, wanted,  b, k, found, score, most) {
  if (copies[p] <= wanted) return
  while (copies[p] > wanted) {
    found = 0
    for (k = 1; k <= copies[p]; k++) {
      b = at[p, k]
      if (b == leader[p]) continue
      score = !allowed(b) * 1e14 + !index("," inSync[p] ",", "," b ",") * 1e13 + clash(p, k, b) * 1e12 + load[b] * 1e3 + k
      if (!found || score > most) { found = k; most = score }
    }
    if (!found) break
    load[at[p, found]]--; ofTopic[topic[p], at[p, found]]--
    if (found == 1) leads[at[p, 1]]--
    for (k = found; k < copies[p]; k++) at[p, k] = at[p, k + 1]
    delete at[p, copies[p]--]
    if (found == 1) leads[at[p, 1]]++
  }
  part(p)
}

# Of copies that share a rack one goes to a rack that has none.
function part(p,  k, b) {
  for (k = copies[p]; k > 0; k--) if (clash(p, k, at[p, k]) && (b = best(p, k)) >= 0 && !clash(p, k, b)) put(p, k, b)
}

# Moves one copy between two brokers, of the topic that is most unequal between them; not the first of its list, if there is a choice.
function shift(from, to,  t, d, most, p, k, found, where) {
  found = 0
  for (t = 1; t <= topics; t++) {
    d = ofTopic[names[t], from] - ofTopic[names[t], to]
    if (found && d <= most) continue
    for (p = first[t]; p < first[t + 1] && !(found >= first[t] && where > 1); p++) {
      k = leader[p] < 0 || place(p, to) ? 0 : place(p, from)
      if (!k || (clash(p, k, to) && !clash(p, k, from)) || (found >= first[t] && k == 1)) continue
      found = p; where = k; most = d
    }
  }
  if (found) put(found, where, to)
  return found
}

# Until the numbers of copies differ by one, from the fullest broker to the emptiest, or the next pair where racks forbid it.
function even(  h, l, from, to, gap, tried) {
  for (;;) {
    gap = 1
    for (h = 0; h < REPLICAS; h++) for (l = 0; l < REPLICAS && allowed(h); l++)
      if (allowed(l) && load[h] - load[l] > gap && !((h, l) in tried)) { from = h; to = l; gap = load[h] - load[l] }
    if (gap == 1) return
    if (shift(from, to)) delete tried
    else tried[from, to] = 1
  }
}
