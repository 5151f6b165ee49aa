import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../bash";

/**
 * `zkCli.sh -server HOST COMMAND PATH [DATA]` on directories instead of znodes: the same answers and exit codes, the noise around
 * them included, a parent that must exist, and a log of all that was asked.
 */
const body = (directory: string): string => `
log="${directory}/asked"
node="${directory}/znodes$4"
echo "$3 $4 \${5-}" >> "$log"
echo "$2" > "${directory}/server"
echo "Connecting to $2"
echo
echo "WATCHER::"
echo
echo "WatchedEvent state:SyncConnected type:None path:null"
missing() { echo "Node does not exist: $1" >&2; exit 1; }
case "$3" in
  ls) [ -d "$node" ] || missing "$4"
      echo "[$(cd "$node" && ls | grep -v '^data$' | paste -sd, | sed 's/,/, /g')]" ;;
  get) [ -d "$node" ] || missing "$4"
       cat "$node/data"; echo ;;
  set) [ -d "$node" ] || missing "$4"
       printf '%s' "$5" > "$node/data" ;;
  create) [ -d "\${node%/*}" ] || missing "$4"
          mkdir "$node" 2>/dev/null || { echo "Node already exists: $4" >&2; exit 1; }
          printf '%s' "$5" > "$node/data"
          echo "Created $4" ;;
  *) echo "unknown command $3" >&2; exit 2 ;;
esac
`;

/** A ZooKeeper ensemble that a script sees by way of `zkCli.sh`. */
export class ZooKeeperFiles {
    private readonly directory: string;

    constructor(sandbox: Sandbox) {
        this.directory = sandbox.directory;
        mkdirSync(join(this.directory, "znodes"));
        sandbox.stub("zkCli.sh", body(this.directory));
    }

    /** Creates a znode with everything above it. */
    create(path: string, data = ""): void {
        mkdirSync(join(this.directory, "znodes", path), { recursive: true });
        writeFileSync(join(this.directory, "znodes", path, "data"), data);
    }

    /** The data of a znode; undefined where there is none. */
    get(path: string): string | undefined {
        const file = join(this.directory, "znodes", path, "data");
        return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    }

    /** Every command so far: `COMMAND PATH DATA`. */
    asked(): readonly string[] {
        const file = join(this.directory, "asked");
        return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
    }

    /** Every command so far that would change something. */
    changes(): readonly string[] {
        return this.asked().filter((line) => /^(set|create|delete) /.test(line));
    }

    /** Which servers the last command was sent to. */
    server(): string {
        return readFileSync(join(this.directory, "server"), "utf8").trimEnd();
    }
}
