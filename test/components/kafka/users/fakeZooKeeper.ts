import { readFileSync } from "node:fs";
import { option } from "../tools";
import type { Answer } from "../tools";
import { listed, operationOf, withAcls, withoutAcls } from "./acls";
import type { Acl } from "./acls";

/** By mechanism, or by the name of a quota, what is kept of a user. */
type Kept = Readonly<Record<string, string>>;

const types: Readonly<Record<string, string>> = {
    "--topic": "TOPIC",
    "--group": "GROUP",
    "--transactional-id": "TRANSACTIONAL_ID",
    "--delegation-token": "DELEGATION_TOKEN",
    "--user-principal": "USER",
};

/** What of a password is kept, as Kafka prints it; its password is in it only here, to be found by specs. */
export function scram(password: string): string {
    return `salt=MTIz,stored_key=of-${password},server_key=NDU2,iterations=4096`;
}

/** Users and grants as ZooKeeper keeps them, behind the tools of Kafka. */
export class FakeZooKeeper {
    /** By name. */
    readonly users = new Map<string, Kept>();
    acls: readonly Acl[] = [];
    /** Znodes that were made with ZooKeeper's shell, for everybody, by path, with their data. */
    readonly places = new Map([["", ""]]);
    /** What was asked, in short; a question begins with `?`. */
    readonly asked: string[] = [];
    /** Answers in the place of the tool. */
    instead: (tool: string, args: readonly string[]) => Answer | undefined = () => undefined;

    answer(tool: string, args: readonly string[]): Answer {
        const instead = this.instead(tool, args);
        if (instead !== undefined) {
            return instead;
        }
        if (tool === "zookeeper-shell") {
            return this.#shell(args.slice(1));
        }
        if (!this.places.has("/kafka")) {
            return failed("org.apache.zookeeper.KeeperException$NoNodeException: KeeperErrorCode = NoNode", args);
        }
        return tool === "configs" ? this.#configs(args) : this.#grants(args);
    }

    #shell(commands: readonly string[]): Answer {
        const said = commands.flatMap((command) => {
            const [word, path = "", ...data] = command.split(" ");
            if (word === "ls") {
                const names = [...this.places.keys()].flatMap((place) =>
                    place.startsWith(`${path}/`) ? place.slice(path.length + 1) : [],
                );
                return this.places.has(path) ? [`[${names.join(", ")}]`] : [];
            }
            if (word !== "create" || !this.places.has(path.slice(0, path.lastIndexOf("/")))) {
                return [`Node does not exist: ${path}`];
            }
            if (this.places.has(path)) {
                return [`Node already exists: ${path}`];
            }
            this.places.set(path, data.join(" "));
            return [`Created ${path}`];
        });
        return [0, ["Connecting to zookeeper", "", "WATCHER::", "", ...said, ""].join("\n")];
    }

    #configs(args: readonly string[]): Answer {
        const name = option(args, "--entity-name");
        if (args.includes("--describe")) {
            this.asked.push("? users");
            const lines = [...this.users].map(([user, kept]) => {
                const texts = Object.entries(kept).map(([key, value]) => `${key}=${value}`);
                return `Configs for user-principal '${user}' are ${texts.join(",")}`;
            });
            const warning = "Warning: --zookeeper is deprecated and will be removed in a future version of Kafka.";
            return [0, [warning, ...lines, ""].join("\n")];
        }
        if (name === undefined || !args.includes("--alter")) {
            return [1, "Exactly one of --alter and --describe must be specified"];
        }
        const kept = this.users.get(name) ?? {};
        const file = option(args, "--add-config-file");
        if (file !== undefined) {
            const [, mechanism = "", value = ""] = /^([A-Z0-9-]+)=(.*)\n$/.exec(readFileSync(file, "utf8")) ?? [];
            // ConfigCommand.preProcessScramCredentials
            const password = /^(?:iterations=[0-9]*,)?password=(.*)$/.exec(value)?.[1];
            if (password === undefined) {
                return [1, `Invalid credential property ${mechanism}=${value}`];
            }
            this.asked.push(`write ${name}`);
            this.users.set(name, { ...kept, [mechanism]: scram(password) });
            return [0, `Completed updating config for entity: user-principal '${name}'.\n`];
        }
        const gone = option(args, "--delete-config")?.split(",") ?? [];
        const missing = gone.filter((key) => !Object.hasOwn(kept, key));
        if (missing.length > 0) {
            return [1, `Invalid config(s): ${missing.join(",")}`];
        }
        this.asked.push(`remove ${name} ${gone.join(" ")}`);
        this.users.set(name, Object.fromEntries(Object.entries(kept).filter(([key]) => !gone.includes(key))));
        return [0, ""];
    }

    #grants(args: readonly string[]): Answer {
        if (args.includes("--list")) {
            this.asked.push("? grants");
            return [0, listed(this.acls)];
        }
        const [allowed, denied] = [option(args, "--allow-principal"), option(args, "--deny-principal")];
        const [key, type] = Object.entries(types).find(([known]) => args.includes(known)) ?? ["--cluster", "CLUSTER"];
        const about = {
            type,
            name: key === "--cluster" ? "kafka-cluster" : (option(args, key) ?? ""),
            pattern: (option(args, "--resource-pattern-type") ?? "literal").toUpperCase(),
            principal: allowed ?? denied ?? "",
            host: option(args, allowed === undefined ? "--deny-host" : "--allow-host") ?? "*",
            permission: allowed === undefined ? "DENY" : "ALLOW",
        };
        const changed = args
            .filter((_, index) => args[index - 1] === "--operation")
            .map((told): Acl => ({ ...about, operation: operationOf(told) }));
        if (args.includes("--add")) {
            this.asked.push(`add ${changed.length}`);
            this.acls = withAcls(this.acls, changed);
        } else if (args.includes("--remove") && args.includes("--force")) {
            this.asked.push(`remove ${changed.length}`);
            this.acls = withoutAcls(this.acls, changed);
        } else {
            return [1, "Are you sure you want to remove ACLs? (y/n)"];
        }
        return [0, listed(changed)];
    }
}

/** What a tool says that fails for a reason that it did not think of. */
export function failed(exception: string, args: readonly string[] = []): Answer {
    return [
        1,
        `Error while executing config command with args '${args.join(" ")}'\n${exception}\n\tat a.B.c(B.java:1)\n`,
    ];
}
