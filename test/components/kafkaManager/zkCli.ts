import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../bash";

/**
 * `zkCli.sh -server HOST` with commands `COMMAND PATH ['DATA']` on its input, on directories instead of znodes: the same answers, the noise and the
 * prompts around them included, a parent that must exist, and a log of all that was asked. Like ZooKeeper's it ends well whatever was refused.
 */
const body = (directory: string): string => `
echo "$2" > "${directory}/server"
echo . >> "${directory}/calls"
echo "Connecting to $2"
echo
echo "WATCHER::"
echo
echo "WatchedEvent state:SyncConnected type:None path:null"
number=0
while read -r command path data; do
  # Without the quotes around it.
  data="\${data#?}" data="\${data%?}"
  echo "$command $path $data" >> "${directory}/asked"
  node="${directory}/znodes$path"
  printf '[zk: %s(CONNECTED) %s] ' "$2" "$number"
  number=$((number + 1))
  case "$command" in
    create) [ -d "\${node%/*}" ] && mkdir "$node" 2>/dev/null && printf '%s' "$data" > "$node/data" && echo "Created $path" && continue ;;
    *) [ -d "$node" ] || { echo "Node does not exist: $path" >&2 && continue; } ;;
  esac
  case "$command" in
    ls) echo "[$(cd "$node" && ls | grep -v '^data$' | paste -sd, | sed 's/,/, /g')]" ;;
    get) cat "$node/data"; echo ;;
    set) printf '%s' "$data" > "$node/data" ;;
    create) echo "Node already exists: $path" >&2 ;;
    *) echo "unknown command $command" >&2 ;;
  esac
done
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

    /** How often it was started. */
    calls(): number {
        return readFileSync(join(this.directory, "calls"), "utf8").length / 2;
    }

    /** Which servers the last command was sent to. */
    server(): string {
        return readFileSync(join(this.directory, "server"), "utf8").trimEnd();
    }
}
