import { mkdirSync, writeFileSync } from "node:fs";
import { scriptFile } from "../bash";
import type { Sandbox } from "../bash";

/** DNS name of the headless Service of the specs. */
export const dns = "zookeeper-headless.apps.svc.example.internal";

/** A line of a list of members, as ZooKeeper writes it. */
export function member(id: number, role = "participant"): string {
    return `server.${id}=zookeeper-${id - 1}.${dns}:2888:3888:${role};0.0.0.0:2181`;
}

/** What a server that serves answers. */
export interface Serving {
    /** Its list: ids of members that vote. */
    readonly members?: readonly number[];
    /** The list's version, hexadecimal. */
    readonly version?: string;
    /** Length of the fixed list of a server from before there were any that change. */
    readonly fixed?: number;
}

function answers({ members = [], version = "0", fixed }: Serving): Readonly<Record<string, string>> {
    return {
        srvr: "Zookeeper version: 3.8.6\nZxid: 0x100000010\nMode: follower\n",
        ruok: "imok",
        ...(fixed === undefined
            ? {
                  conf: `clientPort=2181\nmembership: \n${members.map((id) => `${member(id)}\n`).join("")}version=${version}\n`,
              }
            : {
                  conf: "conf is not executed because it is not in the whitelist.\n",
                  mntr: `zk_version\t3.8.6\nzk_quorum_size\t${fixed}\nzk_avg_quorum_ack_latency\t0.0\n`,
              }),
    };
}

/**
 * Puts servers behind `nc`, by their first name; `self` is the one that asks. Any other host answers nothing. Each question is noted. One that is `busy`
 * answers once. DNS has them under the name of the headless Service, and instead of an address each has its first name.
 */
export function servers(sandbox: Sandbox, serving: Readonly<Record<string, Serving>>, busy = ""): void {
    mkdirSync(sandbox.path("servers"), { recursive: true });
    for (const [name, server] of Object.entries(serving)) {
        for (const [word, answer] of Object.entries(answers(server))) {
            writeFileSync(sandbox.path(`servers/${name}-${word}`), answer);
        }
    }
    const known = Object.keys(serving).flatMap((name) => [`${name} STREAM ${dns}`, `${name} DGRAM`, `${name} RAW`]);
    sandbox.stub("getent", `[ "$1 $2" = "ahosts ${dns}" ] && cat <<'END'\n${known.join("\n")}\nEND`);
    sandbox.stub(
        "nc",
        `read -r word
         host="$3"; [ "$host" = 127.0.0.1 ] && host=self
         echo "$word \${host%%.*}" >>${sandbox.path("asked")}
         answer="${sandbox.path("servers")}/\${host%%.*}-$word"
         cat "$answer" 2>/dev/null || exit 1
         [ "\${host%%.*}" != "${busy}" ] || rm "$answer"`,
    );
}

/** The command of a script of the servers, as it stands. */
export function script(name: string): readonly string[] {
    return ["/bin/bash", scriptFile("zookeeper", name)];
}

/** Where the scripts find each other. */
export const scriptsDirectory = scriptFile("zookeeper", ".");
