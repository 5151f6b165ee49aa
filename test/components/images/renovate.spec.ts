import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { images } from "../../../components/images/settings";

const root = join(__dirname, "../../..");
const config = JSON.parse(readFileSync(join(root, ".github/renovate.json"), "utf8")) as {
    readonly customManagers: readonly {
        readonly managerFilePatterns: readonly string[];
        readonly matchStrings: readonly string[];
    }[];
    readonly packageRules: readonly {
        readonly matchPackageNames: readonly string[];
        readonly allowedVersions: string;
    }[];
};

/** The images that Renovate would find in a file of this name, and keep up to date. */
function found(file: string, text: string): string[] {
    return config.customManagers
        .filter(({ managerFilePatterns }) => managerFilePatterns.some((pattern) => expression(pattern).test(file)))
        .flatMap(({ matchStrings }) =>
            matchStrings.flatMap((pattern) =>
                [...text.matchAll(new RegExp(pattern, "g"))].map(
                    ({ groups }) => `${groups?.["depName"] ?? ""}:${groups?.["currentValue"] ?? ""}`,
                ),
            ),
        );
}

function expression(text: string): RegExp {
    return new RegExp(text.replace(/^\/|\/$/g, ""));
}

describe("who hears of newer images (.github/renovate.json)", () => {
    it("hears of each that runs by default", () => {
        const file = "components/images/settings.ts";
        const { zookeeper, kafka, kafkaManager, metricsAgent } = images.parse({});
        assert.deepEqual(found(file, readFileSync(join(root, file), "utf8")), [
            zookeeper,
            kafka,
            kafkaManager,
            metricsAgent,
        ]);
    });

    it("hears of those that a stack file names, and of nothing else in it", () => {
        const file = [
            "config:",
            "  kafka:images:",
            "    zookeeper: zookeeper:3.8.5",
            "    kafka: mirror.example.com/apache/kafka:3.9.1@sha256:0123abc",
            "    pullPolicy: Always",
            "  kafka:zookeeper: { replicas: 3 }",
            "",
        ].join("\n");
        const wanted = ["zookeeper:3.8.5", "mirror.example.com/apache/kafka:3.9.1"];
        assert.deepEqual(found("Pulumi.dev.yaml", file), wanted);
        assert.deepEqual(found("docs/settings.yaml", file), []);
    });

    it("is not told of what the guard would refuse, or a person must decide", () => {
        const allowed = (name: string, version: string) =>
            config.packageRules
                .filter(({ matchPackageNames }) => matchPackageNames.includes(name))
                .every(({ allowedVersions }) => expression(allowedVersions).test(version));
        assert.deepEqual(
            ["3.9.3", "3.10.0", "4.0.0"].map((version) => allowed("apache/kafka", version)),
            [true, true, false],
        );
        assert.deepEqual(
            ["3.8.7", "3.9.5"].map((version) => allowed("zookeeper", version)),
            [true, false],
        );
    });
});
