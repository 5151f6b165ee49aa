/** A znode as ZooKeeper keeps it. */
interface Znode {
    readonly data: string;
    readonly version: number;
}

/** What of Kafka's znodes topics are made of, below the chroot, behind ZooKeeper's shell as Kafka 3.9.2 has it. */
export class Znodes {
    readonly #nodes = new Map<string, Znode>();
    #sequence = 0;

    /** `brokers` are the racks of those that are there, by their ids; undefined for none. */
    constructor(brokers: readonly (string | undefined)[]) {
        for (const path of [
            "/admin",
            "/admin/delete_topics",
            "/brokers",
            "/brokers/ids",
            "/brokers/topics",
            "/config",
            "/config/changes",
            "/config/topics",
        ]) {
            this.put(path, "null");
        }
        brokers.forEach((rack, id) => {
            this.register(id, rack);
        });
    }

    /** A broker registers. */
    register(id: number, rack?: string): void {
        const more = rack === undefined ? {} : { rack };
        this.put(`/brokers/ids/${id}`, JSON.stringify({ version: 5, host: `kafka-${id}`, port: 9092, ...more }));
    }

    /** A topic that somebody has made; the ids of the brokers by partition, and its properties. */
    topic(name: string, lists: readonly (readonly number[])[], config?: Readonly<Record<string, string>>): void {
        const partitions = Object.fromEntries(lists.map((ids, number) => [number, ids]));
        const rest = { topic_id: `id-of-${name}`, adding_replicas: {}, removing_replicas: {}, version: 3 };
        this.put(`/brokers/topics/${name}`, JSON.stringify({ partitions, ...rest }));
        if (config !== undefined) {
            this.put(`/config/topics/${name}`, JSON.stringify({ version: 1, config }));
        }
        this.elect();
    }

    /** What the controller does with topics: each partition gets a leader. */
    elect(): void {
        for (const [path, { data }] of [...this.#nodes]) {
            if (/^\/brokers\/topics\/[^/]+$/.test(path)) {
                this.put(`${path}/partitions`, "null");
                const { partitions } = JSON.parse(data) as { partitions: Readonly<Record<string, unknown>> };
                for (const number of Object.keys(partitions)) {
                    this.put(`${path}/partitions/${number}`, "null");
                }
            }
        }
    }

    /** Makes a znode or replaces it. */
    put(path: string, data: string): void {
        this.#nodes.set(path, { data, version: (this.#nodes.get(path)?.version ?? -1) + 1 });
    }

    /** Removes a znode. */
    remove(path: string): void {
        this.#nodes.delete(path);
    }

    /** The data of a znode; undefined where there is none. */
    data(path: string): string | undefined {
        return this.#nodes.get(path)?.data;
    }

    /** The names below a path. */
    below(path: string): string[] {
        return [...this.#nodes.keys()].flatMap((one) => {
            const name = one.startsWith(`${path}/`) ? one.slice(path.length + 1) : "";
            return name === "" || name.includes("/") ? [] : [name];
        });
    }

    /** The brokers of each partition of a topic. */
    lists(topic: string): readonly (readonly number[])[] {
        const { partitions } = JSON.parse(this.data(`/brokers/topics/${topic}`) ?? "{}") as {
            partitions: Readonly<Record<string, readonly number[]>>;
        };
        return Object.keys(partitions)
            .sort((a, b) => Number(a) - Number(b))
            .map((number) => partitions[number] ?? []);
    }

    /** The properties of a topic. */
    config(topic: string): unknown {
        return (JSON.parse(this.data(`/config/topics/${topic}`) ?? "{}") as { config?: unknown }).config;
    }

    /** What the shell says to some commands. */
    shell(commands: readonly string[]): string {
        const said = commands
            .filter((command) => command !== "")
            .flatMap((command) => this.#answer(command.split(" ")));
        return ["Connecting to zk:2181/kafka", "Welcome to ZooKeeper!", "", "WATCHER::", "", ...said, ""].join("\n");
    }

    #answer([word = "", ...args]: readonly string[]): string[] {
        const options = args.filter((arg) => /^-[sv]$/.test(arg));
        const plain = args.filter((arg) => !/^-[sv]$/.test(arg));
        const wantedVersion = options.includes("-v") ? Number(plain.shift()) : undefined;
        const [path = "", data = "null", ...more] = plain;
        const node = this.#nodes.get(path);
        const parent = path.slice(0, path.lastIndexOf("/"));
        // The shell takes a blank for the end of a word.
        if (more.length > 0) {
            return [`${word} [-s] path`];
        }
        if (word === "create") {
            if (parent !== "" && !this.#nodes.has(parent)) {
                return [`Node does not exist: ${path}`];
            }
            if (node !== undefined) {
                return [`Node already exists: ${path}`];
            }
            const made = options.includes("-s") ? `${path}${String(this.#sequence++).padStart(10, "0")}` : path;
            this.put(made, data);
            return [`Created ${made}`];
        }
        if (node === undefined) {
            return [`Node does not exist: ${path}`];
        }
        switch (word) {
            case "ls":
                return [`[${this.below(path).join(", ")}]`];
            case "get":
                return [
                    node.data,
                    ...(options.includes("-s")
                        ? ["cZxid = 0x1", `dataVersion = ${node.version}`, "numChildren = 0"]
                        : []),
                ];
            case "set":
                if (wantedVersion !== undefined && wantedVersion !== node.version) {
                    return [`version No is not valid : ${path}`];
                }
                this.put(path, data);
                return [];
            case "delete":
                this.remove(path);
                return [];
            default:
                return [`Command not found: Command not found ${word}`];
        }
    }
}
