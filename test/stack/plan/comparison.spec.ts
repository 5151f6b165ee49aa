import assert from "node:assert/strict";
import { compare, comparisonReport, isRefused } from "../../../stack/plan/comparison";
import { settingsInText } from "../../../stack/stackFile";

/** The text of a stack file with these lines below `config:`. */
function file(...lines: readonly string[]): string {
    return ["config:", ...lines.map((line) => `  ${line}`)].join("\n");
}

/** What is said of the edit between two stack files, and whether it is refused. */
function said(before: string | undefined, now: string, format: "text" | "markdown" = "text") {
    const comparison = compare("dev", before, now);
    return { text: comparisonReport(format, comparison, "main"), isRefused: isRefused(comparison) };
}

describe("a stack file beside that of a commit", () => {
    const small = file("kafka:brokers: { memory: 2Gi, disk: 20Gi }");

    it("says what the edit does, and on what grounds", () => {
        const { text, isRefused: refused } = said(small, file("kafka:brokers: { memory: 4Gi, disk: 20Gi }"));
        assert.match(text, /^rolls 3 brokers one by one \(≈ 3 min\), touches nothing else\n/);
        assert.match(text, /\njudged from the stack files of main and of here, without the cluster/);
        assert(!refused);
    });

    it("refuses what the preview would refuse", () => {
        const { text, isRefused: refused } = said(
            small,
            file("kafka:brokers: { memory: 2Gi, disk: 10Gi }"),
            "markdown",
        );
        assert.match(text, /- `kafka:brokers\.disk 20Gi -> 10Gi: Kubernetes cannot shrink a disk; /);
        assert(refused);
    });

    it("asks for no proof that only the cluster can give, as a preview without one", () => {
        const drained = file("kafka:brokers: { replicas: 5, drain: [4] }");
        assert(!said(drained, file("kafka:brokers: { replicas: 4 }")).isRefused);
    });

    it("takes what the file allows, and names allowances that allow nothing", () => {
        const { text } = said(
            small,
            file("kafka:brokers: { memory: 2Gi, disk: 20Gi }", "kafka:allow: [brokers.replicas 5 -> 3]"),
        );
        assert.match(
            text,
            /^no setting differs from main\n {2}kafka:allow "brokers\.replicas 5 -> 3": no edit of this name/,
        );
    });

    it("refuses a file that is wrong, with every problem", () => {
        const { text, isRefused: refused } = said(
            small,
            file("kafka:zookeeper: { replicas: 0 }", "kafka:brokers: { memroy: 1Gi }"),
        );
        assert.deepEqual(text.split("\n"), [
            "Pulumi.dev.yaml: 2 problems (docs/settings.md lists every key)",
            "  kafka:zookeeper.replicas is 0: must be an integer from 1 to 7",
            "  kafka:brokers.memroy is unknown: did you mean kafka:brokers.memory?",
        ]);
        assert(refused);
    });

    it("lets a file be mended, and a stack be new", () => {
        const mended = said(file("kafka:brokers: { memroy: 1Gi }"), small);
        assert.match(mended.text, /^cannot be compared: [^]*memroy is unknown/);
        const fresh = said(undefined, small);
        assert.equal(fresh.text, "a first deployment: main has no such stack file");
        assert(!mended.isRefused && !fresh.isRefused);
    });
});

describe("the text of a stack file", () => {
    const read = (...lines: readonly string[]) => settingsInText("Pulumi.dev.yaml", file(...lines));

    it("is read as the engine hands it over", () => {
        const { brokers } = read("kafka:brokers:", '  { cpu: "2", config: { log.retention.hours: 168 } }');
        assert.equal(brokers.cpu, "2");
        assert.equal(brokers.config["log.retention.hours"], 168);
    });

    it("is what others say too, and passwords, which are nobody's to read", () => {
        read(
            "kubernetes:context: minikube",
            "kafka:security: { authentication: offered }",
            "kafka:users: [{ name: orders }]",
            "kafka:passwords: { orders: { secure: AAABAN4/x= } }",
        );
        settingsInText("Pulumi.dev.yaml", "encryptionsalt: v1:abc=\n");
    });

    for (const [what, line] of [
        ["a setting", "kafka:namespace: { name: { secure: AAABAN4/x= } }"],
        ["a group", "kafka:users: { secure: AAABAN4/x= }"],
    ] as const) {
        it(`is refused where ${what} is a secret, without showing it`, () => {
            assert.throws(
                () => read(line),
                ({ message }: Error) =>
                    /is (a secret|secret in part): no setting but kafka:passwords takes a secret/.test(message) &&
                    !message.includes("AAABAN4/"),
            );
        });
    }

    it("is refused in one line where it is no YAML", () => {
        assert.throws(
            () => settingsInText("Pulumi.dev.yaml", "config: ["),
            ({ message }: Error) => /^Pulumi\.dev\.yaml: no YAML: [^\n]+ at line 1, column \d+$/.test(message),
        );
    });
});
