import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { Sandbox, scriptFile } from "../../bash";

const [wide, narrow] = [
    [52, 15, 20],
    [15, 15, 9],
] as const;

/** A row as the tool prints it: each column as wide as its longest value, the way Java counts letters. */
function row(
    group: string,
    widthOfGroup: number,
    [topic, partition, offset, end, lag, consumer = "-", client = "-"]: readonly string[],
    [widthOfConsumer, widthOfHost] = narrow as readonly number[],
): string {
    const host = consumer === "-" ? "-" : "/10.0.0.7";
    return [
        group.padEnd(Math.max(15, widthOfGroup)),
        (topic ?? "").padEnd(15),
        (partition ?? "").padEnd(10),
        ...[offset, end, lag].map((one) => (one ?? "").padEnd(15)),
        consumer.padEnd(widthOfConsumer ?? 0),
        host.padEnd(widthOfHost ?? 0),
        client,
    ].join(" ");
}

/** What the tool prints of a group. */
function table(group: string, rows: readonly (readonly string[])[], widths: readonly number[] = narrow): string {
    const header = row("GROUP", group.length, [
        "TOPIC",
        "PARTITION",
        "CURRENT-OFFSET",
        "LOG-END-OFFSET",
        "LAG",
    ]).replace(/-\s+-\s+-$/, "CONSUMER-ID     HOST            CLIENT-ID");
    return ["", header, ...rows.map((one) => row(group, group.length, one, widths)), ""].join("\n");
}

describe("the metrics of the lag of consumers", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** The series that are made of what the tool says, without the texts about them. */
    async function series(answer: string, errors = ""): Promise<readonly string[]> {
        const [first, second] = [sandbox.path("errors"), sandbox.path("answer")];
        writeFileSync(first, errors);
        writeFileSync(second, answer);
        const command = `LC_ALL=C awk -f ${scriptFile("kafka", "lag.awk")} ${first} ${second}`;
        const { code, stdout, stderr } = await sandbox.run(["/bin/bash", "-c", command]);
        assert.deepEqual([code, stderr], [0, ""]);
        const named = new Set<string>();
        for (const line of stdout.split("\n")) {
            const [, name = ""] = /^# TYPE (\S+) gauge$/.exec(line) ?? [];
            assert.ok(!named.has(name) || name === "", `${name} twice`);
            named.add(name);
            const [metric] = line.split("{");
            assert.ok(line === "" || line.startsWith("#") || named.has(metric ?? ""), `${line} before its type`);
        }
        return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    }

    it("have the names and labels of kafka_exporter", async () => {
        const of = 'consumergroup="billing",topic="orders"';
        assert.deepEqual(
            await series(
                table("billing", [
                    ["orders", "0", "90", "100", "10", "reader-1", "my client"],
                    ["orders", "1", "70", "75", "5", "reader-2", "my client"],
                ]),
            ),
            [
                `kafka_consumergroup_current_offset{${of},partition="0"} 90`,
                `kafka_consumergroup_current_offset{${of},partition="1"} 70`,
                `kafka_consumergroup_current_offset_sum{${of}} 160`,
                `kafka_consumergroup_lag{${of},partition="0"} 10`,
                `kafka_consumergroup_lag{${of},partition="1"} 5`,
                `kafka_consumergroup_lag_sum{${of}} 15`,
                'kafka_consumergroup_members{consumergroup="billing"} 2',
                'kafka_topic_partition_current_offset{topic="orders",partition="0"} 100',
                'kafka_topic_partition_current_offset{topic="orders",partition="1"} 75',
            ],
        );
    });

    it("are none where nobody reads anything", async () => {
        assert.deepEqual(await series(""), []);
        assert.deepEqual(await series("\n", "Picked up JAVA_TOOL_OPTIONS: -Xmx64m\n"), []);
    });

    it("count each member once, those too that have no partition, and none of a group that all have left", async () => {
        const told = await series(
            table("billing", [
                ["a", "0", "1", "1", "0", "reader-1"],
                ["b", "0", "1", "1", "0", "reader-1"],
                ["-", "-", "-", "-", "-", "reader-2"],
            ]) + table("gone", [["a", "0", "1", "1", "0"]]),
            "\nConsumer group 'gone' has no active members.\n\nConsumer group 'it's over' has no active members.\n",
        );
        assert.deepEqual(
            told.filter((line) => line.includes("_members")),
            [
                'kafka_consumergroup_members{consumergroup="gone"} 0',
                `kafka_consumergroup_members{consumergroup="it's over"} 0`,
                'kafka_consumergroup_members{consumergroup="billing"} 2',
            ],
        );
    });

    it("say -1 of a partition that is not read yet, and nothing of a topic of which none is", async () => {
        const told = await series(
            table("billing", [
                ["orders", "0", "3", "5", "2", "reader-1"],
                ["orders", "1", "-", "7", "-", "reader-1"],
                ["new", "0", "-", "9", "-", "reader-1"],
            ]),
        );
        const of = 'consumergroup="billing",topic="orders"';
        assert.deepEqual(
            told.filter((line) => line.includes('consumergroup="billing",')),
            [
                `kafka_consumergroup_current_offset{${of},partition="0"} 3`,
                `kafka_consumergroup_current_offset{${of},partition="1"} -1`,
                `kafka_consumergroup_current_offset_sum{${of}} 3`,
                `kafka_consumergroup_lag{${of},partition="0"} 2`,
                `kafka_consumergroup_lag{${of},partition="1"} -1`,
                `kafka_consumergroup_lag_sum{${of}} 2`,
            ],
        );
        assert.ok(told.includes('kafka_topic_partition_current_offset{topic="new",partition="0"} 9'));
    });

    it("say no lag of a partition whose end nobody tells", async () => {
        const told = await series(table("billing", [["orders", "0", "3", "-", "-"]]));
        assert.deepEqual(
            told.filter((line) => line.includes("_lag{") || line.includes("_topic_")),
            [],
        );
        assert.ok(told.some((line) => line.endsWith('partition="0"} 3')));
    });

    for (const group of [
        "with blanks  in it",
        '"quoted" \\ and with\\',
        "orders 0 1 2 3",
        "a-name-that-is-longer-than-its-column",
        "Grüße",
        "😀 and more",
        "日本語のグループ",
        "GROUP TOPIC",
        "",
    ]) {
        it(`are those of the group ${JSON.stringify(group)}`, async () => {
            const told = await series(
                table("first", [["a", "0", "1", "1", "0"]]) +
                    table(group, [["orders.v1_x-y", "11", "4", "6", "2", "id with blanks", "a b c"]], wide),
            );
            const label = `consumergroup="${group.replace(/["\\]/g, "\\$&")}",topic="orders.v1_x-y",partition="11"`;
            assert.ok(told.includes(`kafka_consumergroup_lag{${label}} 2`), told.join("\n"));
            assert.ok(told.includes(`kafka_consumergroup_current_offset{${label}} 4`));
        });
    }

    it("are the numbers as they are, however large, and a lag below zero", async () => {
        const told = await series(
            table("billing", [
                ["orders", "0", "9223372036854775806", "9223372036854775807", "1"],
                ["orders", "1", "10", "8", "-2"],
            ]),
        );
        assert.ok(told.some((line) => line.endsWith(" 9223372036854775806")));
        assert.ok(told.includes('kafka_consumergroup_lag{consumergroup="billing",topic="orders",partition="1"} -2'));
        assert.ok(told.includes('kafka_consumergroup_lag_sum{consumergroup="billing",topic="orders"} -1'));
    });

    it("say the end of a partition once, however many groups read it", async () => {
        const told = await series(
            table("a", [["orders", "0", "1", "8", "7"]]) + table("b", [["orders", "0", "1", "9", "8"]]),
        );
        assert.deepEqual(
            told.filter((line) => line.includes("_topic_")),
            ['kafka_topic_partition_current_offset{topic="orders",partition="0"} 9'],
        );
    });

    it("are made of what other versions print too: fewer columns or more, by their names", async () => {
        const [header, of] = [
            "GROUP           TOPIC           PARTITION  CURRENT-OFFSET ",
            "billing         orders          0          3              ",
        ];
        const told = await series(`${header} LEADER-EPOCH LOG-END-OFFSET LAG CONSUMER-ID\n${of} 17 9 6 reader-1\n`);
        assert.ok(told.includes('kafka_consumergroup_lag{consumergroup="billing",topic="orders",partition="0"} 6'));
    });

    it("take a line that is no row for none", async () => {
        const told = await series(`${table("billing", [["orders", "0", "3", "5", "2"]])}\nWarning: something else\n`);
        assert.equal(told.length, 6);
    });
});
