import type { Sandbox } from "../bash";

/**
 * Stands for `zkServer.sh`: as an observer it writes the snapshot that a leader would send, ending with this transaction, and notes with what it
 * was configured; alone it serves what is in its directory, or says that there is nothing. `starts` is whether it starts at all.
 */
export function zkServer(sandbox: Sandbox, sent: string, starts = true): void {
    const at = (name: string) => sandbox.path(name);
    sandbox.stub(
        "zkServer.sh",
        `${starts ? "" : 'echo "no such server"; exit 1'}
         data="$(sed -n 's/^dataDir=//p' "$2" | tail -n 1)"
         mkdir -p "$data/version-2"
         if grep -q '^peerType=observer' "$2"; then
           cp "$2" ${at("observer.cfg")}
           cp "$(sed -n 's/^dynamicConfigFile=//p' "$2")" ${at("observer.list")}
           cp "$data/myid" ${at("observer.myid")}
           echo tree >"$data/version-2/snapshot.${sent}"
         fi
         last="$(find "$data/version-2" -name 'snapshot.*' | sed 's/.*snapshot\\.//' | sort | tail -n 1)"
         [ -n "$last" ] || { echo "no snapshot in $data"; exit 1; }
         printf 'Zxid: 0x%s\\nMode: standalone\\nNode count: 5\\n' "$last" >${at("servers")}/self-srvr
         exec /bin/sleep 30`,
    );
}
