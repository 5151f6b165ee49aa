# Functions of reassignment-plan.awk that say who leads: the first broker of a partition's list, as soon as it can. `leads[b]` is how
# many lists broker `b` begins. Another order moves no data. The brokers are the nodes of a graph, with an edge from one to another
# for every list that the one begins and the other stands in; turning the edges of a path round takes one list from its begin
# and gives one to its end, and while there is a path to a broker that leads at least two fewer, it is not even yet.

# Only what is on top of a stack is looked at, and thrown away when it is no longer true: nothing is ever searched.
function known(p,  k) {
  for (k = 2; k <= copies[p]; k++) stack[at[p, 1], at[p, k], ++height[at[p, 1], at[p, k]]] = p
}

# A partition that broker b leads and broker x could lead; 0 where there is none.
function edge(b, x,  p) {
  while (height[b, x] > 0) {
    p = stack[b, x, height[b, x]]
    if (at[p, 1] == b && place(p, x)) return p
    height[b, x]--
  }
  return 0
}

# Takes one list from broker h, if there is a path.
function relieve(h,  queue, head, tail, via, b, x, p) {
  queue[1] = h; via[h] = h; tail = 1
  for (head = 1; head <= tail; head++) {
    b = queue[head]
    for (x = 0; x < REPLICAS; x++) {
      if (!allowed(x) || (x in via) || !edge(b, x)) continue
      via[x] = b
      queue[++tail] = x
      if (leads[x] > leads[h] - 2) continue
      leads[x]++; leads[h]--
      for (; x != h; x = via[x]) {
        p = edge(via[x], x)
        at[p, place(p, x)] = via[x]
        at[p, 1] = x
        known(p)
      }
      return 1
    }
  }
  return 0
}

function spreadLeaders(  p, b, changed) {
  delete leads
  for (p = 1; p <= parts; p++) { leads[at[p, 1]]++; if (leader[p] >= 0) known(p) }
  do {
    changed = 0
    for (b = 0; b < REPLICAS; b++) while (allowed(b) && relieve(b)) changed = 1
  } while (changed)
}
