#!/bin/bash
# disk.sh CLAIM_KIB: a block `@disk` with a line `TOTAL USED` (KiB) of the disk of a broker or a server. Where the file system is larger than the
# claim by half, others share it (hostPath, NFS), and what lies in the directory is counted instead.
# Environment: DATA_DIRECTORY.
set -u
echo @disk
df -P -k "$DATA_DIRECTORY" | sed -n 2p | {
  read -r _ total used _
  if [ "$1" -gt 0 ] && [ "$((total * 2))" -gt "$(($1 * 3))" ]; then
    total="$1"
    used="$(timeout 10 du -s -k "$DATA_DIRECTORY" 2>/dev/null | sed 's/[^0-9].*//')"
  fi
  echo "$total $used"
}
