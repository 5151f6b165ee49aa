import assert from "node:assert/strict";
import { bench, comparison, paired } from "../../local/commands/bench";
import { objectsProgram } from "../../local/commands/plainProgram";

describe("npm run bench:preview", () => {
    for (const args of [["0"], ["-1"], ["2.5"], ["many"], ["5", "6"]]) {
        it(`takes no ${args.join(" ")}`, async () => {
            const message = `bench takes the number of rounds, 1 or more: not ${args.join(" ")}`;
            await assert.rejects(bench(args), { name: "LocalError", message });
        });
    }

    it("runs all in turn, and leaves the first round out", async () => {
        const calls: string[] = [];
        let clock = 0;
        const taking = (name: string, milliseconds: () => number) => () => {
            calls.push(name);
            clock += milliseconds();
            return Promise.resolve();
        };
        // The first preview fills the caches.
        const preview = taking("preview", () => (calls.length === 1 ? 9000 : 3000));
        const [floor, objects] = [taking("floor", () => 1500), taking("objects", () => 2000)];
        const rounds = await paired(2, { preview, floor, objects }, () => clock);
        const round = ["preview", "floor", "objects"];
        assert.deepEqual(calls, [...round, ...round, ...round]);
        assert.deepEqual(rounds, [
            { preview: 3, floor: 1.5, objects: 2 },
            { preview: 3, floor: 1.5, objects: 2 },
        ]);
    });

    it("ends at a preview that fails: there is nothing to compare", async () => {
        const fails = () => Promise.reject(new Error("no cluster"));
        const works = () => Promise.resolve();
        await assert.rejects(paired(2, { preview: fails, floor: works, objects: works }), /no cluster/);
    });

    it("makes a program of the objects of a stack, of which no pod runs and which holds no secret", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
        const inputs = (name: string, more: object) => ({ metadata: { name, namespace: "kafka" }, ...more });
        const urnOf = (type: string) => `urn:pulumi:dev::kafka::${type}::one`;
        const resource = (type: string, given: object, dependencies?: readonly string[]) => ({
            type,
            urn: urnOf(type),
            inputs: given,
            dependencies,
        });
        const state = {
            deployment: {
                resources: [
                    { type: "pulumi:pulumi:Stack", urn: "urn:pulumi:dev::kafka::pulumi:pulumi:Stack::dev" },
                    resource(
                        "kubernetes:apps/v1:StatefulSet",
                        inputs("kafka", { spec: { replicas: 3, serviceName: "a" } }),
                        [urnOf("kubernetes:core/v1:Secret")],
                    ),
                    resource("kubernetes:batch/v1:Job", inputs("work", { spec: { backoffLimit: 0 } })),
                    resource("kubernetes:core/v1:Secret", inputs("login", { stringData: secret })),
                    resource("kubernetes:core/v1:PersistentVolumeClaimPatch", inputs("data", {})),
                    resource("kubernetes:storage.k8s.io/v1:StorageClass", { metadata: { name: "disks" } }),
                ],
            },
        };
        const made = JSON.parse(objectsProgram(JSON.stringify(state))["objects.json"] ?? "") as unknown;
        const annotations = { "pulumi.com/skipAwait": "true" };
        const metadata = (name: string) => ({ name, namespace: "kafka-objects", annotations });
        assert.deepEqual(made, [
            {
                type: "kubernetes:apps/v1:StatefulSet",
                urn: "urn:pulumi:dev::kafka::kubernetes:apps/v1:StatefulSet::one",
                name: "one",
                props: { metadata: metadata("kafka"), spec: { replicas: 0, serviceName: "a" } },
                dependencies: ["urn:pulumi:dev::kafka::kubernetes:core/v1:Secret::one"],
            },
            {
                type: "kubernetes:batch/v1:Job",
                urn: "urn:pulumi:dev::kafka::kubernetes:batch/v1:Job::one",
                name: "one",
                props: { metadata: metadata("work"), spec: { backoffLimit: 0, suspend: true } },
                dependencies: [],
            },
            {
                type: "kubernetes:core/v1:Secret",
                urn: "urn:pulumi:dev::kafka::kubernetes:core/v1:Secret::one",
                name: "one",
                props: { metadata: metadata("login"), stringData: { secret: "none" } },
                dependencies: [],
            },
            {
                type: "kubernetes:storage.k8s.io/v1:StorageClass",
                urn: "urn:pulumi:dev::kafka::kubernetes:storage.k8s.io/v1:StorageClass::one",
                name: "one",
                props: { metadata: { name: "kafka-objects-disks", annotations } },
                dependencies: [],
            },
        ]);
    });

    it("compares within the rounds: one under load moves no ratio", () => {
        const rounds = [
            { preview: 3, floor: 1.5, objects: 2.25 },
            { preview: 12, floor: 5, objects: 10 },
            { preview: 3.3, floor: 1.5, objects: 2.4 },
        ];
        assert.equal(
            comparison(rounds),
            [
                "preview of an unchanged stack            3.30 s",
                "preview of a one-file program            1.50 s",
                "the same with the objects of the stack   2.40 s",
                "stack over one file                      2.20 (2.00 to 2.40, 3 rounds)",
                "objects over one file                    1.60 (1.50 to 2.00, 3 rounds)",
                "stack, the provider's share left out     1.50 (1.40 to 1.60, 3 rounds)",
                "",
            ].join("\n"),
        );
        assert.match(
            comparison(rounds.slice(0, 2)),
            /unchanged stack +7\.50 s\n.* 3\.25 s\n.* 6\.13 s\nstack over one file +2\.20 /,
        );
    });
});
