#!/usr/bin/env bash
# newest.sh BRANCH: whether the commit at hand is still the newest of the branch; else it says which is, and ends with 1. An approval may come
# after the next push: an older commit would take back what a newer one has deployed.
set -euo pipefail

branch=$1
here=$(git rev-parse HEAD)
git fetch --quiet --depth=1 origin "refs/heads/$branch"
newest=$(git rev-parse FETCH_HEAD)
if [[ $here != "$newest" ]]; then
    echo "$branch is at $newest by now, and this run is for $here: nothing is deployed, the run of the newer commit does it" >&2
    exit 1
fi
