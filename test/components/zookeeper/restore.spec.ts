import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sandbox, scriptFile, timeless, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { script, servers } from "./servers";
import { zkServer } from "./zkServer";

const state = "/kafka/brokers/topics/old/partitions/0/state";
const names = [
    "zookeeper-20200101T030000Z-0000000100000001.tar.gz",
    "zookeeper-20200102T030000Z-0000000100000002.tar.gz",
];

describe("the Job that restores a server's disk", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        for (const directory of ["config", "backups", "disk", "disk/data"]) {
            mkdirSync(sandbox.path(directory));
        }
        for (const name of ["functions.sh", "standalone.sh", "raise-epochs.awk", "restored-topics.awk"]) {
            copyFileSync(scriptFile("zookeeper", name), sandbox.path(`config/${name}`));
        }
        servers(sandbox, {});
        zkServer(sandbox, "");
        shell();
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** Stands for ZooKeeper's shell; `ids` are what it says of brokers, one after the other, and `refusal` what it says to every write. */
    const shell = (ids: readonly string[] = ["[]"], refusal = ""): void => {
        writeFileSync(sandbox.path("ids"), `${ids.join("\n")}\n`);
        sandbox.stub(
            "zkCli.sh",
            `while read -r line; do
               echo "$line" >>${sandbox.path("commands")}
               case "$line" in
                 "ls /=="*) echo "Node does not exist: \${line#ls }" ;;
                 "ls /kafka/brokers/ids") head -n 1 ${sandbox.path("ids")}; sed -i '1{$!d}' ${sandbox.path("ids")} ;;
                 "ls -R /kafka/brokers/topics") echo "[zk: 0] /kafka/brokers/topics"; echo "${state}" ;;
                 "get ${state}") echo '{"controller_epoch":1,"leader":1,"version":1,"leader_epoch":7,"isr":[1,2]}' ;;
                 set*|create*) echo "${refusal}" ;;
               esac
             done`,
        );
    };
    const archive = (name: string, last: string): void => {
        const data = sandbox.path("packed/data/version-2");
        mkdirSync(data, { recursive: true });
        writeFileSync(join(data, `snapshot.${last}`), "tree");
        mkdirSync(sandbox.path("packed/datalog"), { recursive: true });
        const directory = ["-C", sandbox.path("packed")];
        execFileSync("tar", [...directory, "-czf", sandbox.path(`backups/${name}`), "data/version-2", "datalog"]);
    };
    const restore = async (environment: Readonly<Record<string, string>> = {}): Promise<Ran> =>
        sandbox.run(script("restore.sh"), {
            KNOWN_TOPICS: sandbox.path("known"),
            FIRST_SERVER: "server.1=zookeeper-0.example:2888:3888;2181",
            CLIENT_PORT: "2181",
            CHROOT: "/kafka",
            CONFIG_DIRECTORY: sandbox.path("config"),
            BACKUPS_DIRECTORY: sandbox.path("backups"),
            DISK_DIRECTORY: sandbox.path("disk"),
            MEMBERS_DIRECTORY: "/members",
            HOPELESS: "3",
            ...virtualTime(),
            ...environment,
        });
    const written = (): string[] =>
        readFileSync(sandbox.path("commands"), "utf8")
            .split("\n")
            .filter((line) => /^(set|create) /.test(line));
    const onDisk = (directory: string): string[] => readdirSync(sandbox.path(`disk/${directory}`)).sort();

    it("unpacks the newest, and leaves a list of members with that one server", async () => {
        archive(names[0] ?? "", "100000001");
        archive(names[1] ?? "", "100000002");
        const ran = await restore();
        assert.deepEqual([ran.code, ran.stderr], [0, ""]);
        assert.ok(onDisk("data/version-2").includes("snapshot.100000002"));
        assert.deepEqual(onDisk("."), ["data", "datalog", "members"]);
        const list = readFileSync(sandbox.path("disk/members/zoo.cfg.dynamic"), "utf8");
        assert.equal(list, "server.1=zookeeper-0.example:2888:3888:participant;2181\n");
        const configuration = readFileSync(sandbox.path("disk/members/zoo.cfg"), "utf8");
        assert.equal(configuration, "dynamicConfigFile=/members/zoo.cfg.dynamic\n");
        assert.match(
            timeless(ran.stdout),
            /nothing tells what the brokers knew.*\nrestored zookeeper-20200102.*: 1 part/,
        );
    });

    it("raises the epochs of leaders", async () => {
        archive(names[0] ?? "", "100000001");
        await restore();
        const json = '{"controller_epoch":1,"leader":1,"version":1,"leader_epoch":1000007,"isr":[1,2]}';
        assert.deepEqual(written(), [`set ${state} ${json}`]);
    });

    it("lets lead who was in sync when the brokers were stopped, where that is known", async () => {
        archive(names[0] ?? "", "100000001");
        const topic = "Topic: old\tTopicId: a\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: ";
        const partition = "\tTopic: old\tPartition: 0\tLeader: 2\tReplicas: 1,2\tIsr: 2";
        writeFileSync(sandbox.path("known"), `${topic}\n${partition}\n`);
        const ran = await restore();
        assert.equal(ran.code, 0);
        assert.ok(!ran.stdout.includes("nothing tells"));
        assert.match(written()[0] ?? "", /^set \/kafka\/brokers\/topics\/old .*"partitions":\{"0":\[1,2\]\}/);
        assert.match(written()[1] ?? "", /"leader":2,"version":1,"leader_epoch":1000007,"isr":\[2\]/);
    });

    it("waits until the sessions of that time have ended", async () => {
        archive(names[0] ?? "", "100000001");
        shell(["[1, 2]", "[zk: 0] [2]", "[zk: 0] []"]);
        assert.equal((await restore()).code, 0);
        const asked = readFileSync(sandbox.path("commands"), "utf8").split("\n");
        assert.equal(asked.filter((line) => line === "ls /kafka/brokers/ids").length, 3);
    });

    it("takes the one that is named, and says which there are where there is none of that name", async () => {
        archive(names[0] ?? "", "100000001");
        archive(names[1] ?? "", "100000002");
        const wrong = await restore({ BACKUP: "zookeeper-2019" });
        assert.equal(wrong.code, 3);
        assert.equal(timeless(wrong.stdout), `there is no backup zookeeper-2019; there are: ${names.join(" ")} \n`);
        const right = await restore({ BACKUP: names[0] ?? "" });
        assert.equal(right.code, 0);
        assert.ok(right.stdout.includes(`restored ${names[0] ?? ""}`));
    });

    it("says that there is no backup", async () => {
        const ran = await restore();
        assert.deepEqual([ran.code, timeless(ran.stdout)], [3, "there is no backup on the claim zookeeper-backups\n"]);
    });

    for (const [what, file] of [
        ["a server's data", "data/version-2/snapshot.0"],
        ["a server's log", "datalog/version-2/log.1"],
        ["a list of members", "members/zoo.cfg"],
    ] as const) {
        it(`leaves a disk alone that has ${what}`, async () => {
            archive(names[0] ?? "", "100000001");
            mkdirSync(join(sandbox.path("disk"), file, ".."), { recursive: true });
            writeFileSync(sandbox.path(`disk/${file}`), "theirs");
            const ran = await restore();
            assert.equal(ran.code, 3);
            assert.match(
                ran.stdout,
                /the disk has data of a server already, and is left alone: scale the servers to 0/,
            );
            assert.equal(readFileSync(sandbox.path(`disk/${file}`), "utf8"), "theirs");
        });
    }

    it("puts nothing into place where ZooKeeper refuses a change, and may be run again", async () => {
        archive(names[0] ?? "", "100000001");
        shell(["[]"], "KeeperErrorCode = ConnectionLoss");
        const ran = await restore();
        assert.equal(ran.code, 1);
        assert.match(ran.stderr, /ZooKeeper says: KeeperErrorCode = ConnectionLoss/);
        assert.deepEqual(onDisk("data"), []);
        shell();
        assert.equal((await restore()).code, 0);
    });

    it("puts nothing into place where the archive is damaged", async () => {
        writeFileSync(sandbox.path(`backups/${names[0] ?? ""}`), "no archive");
        const ran = await restore();
        assert.equal(ran.code, 3);
        assert.match(ran.stdout, /cannot be unpacked: name another one by BACKUP/);
        assert.ok(!existsSync(sandbox.path("disk/members")));
    });
});
