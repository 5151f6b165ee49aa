import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { Cluster } from "../../../../stack/cluster";
import { at, deploy, find, isSecret, list, text, valueOf } from "../../../harness";
import type { Deployment, Json } from "../../../harness";
import { violations } from "../../kubernetes/restricted";
import { containersOf, environmentOf, podOf } from "../../parts";

const users = [
    { name: "orders", grants: [{ topic: "orders", operations: ["Read"] }] },
    { name: "billing", passwordVersion: 3 },
] as const;

async function cluster(security: object, more: object = { users }): Promise<Deployment> {
    return deploy(() => {
        const { clientProperties, bootstrapServers } = new Cluster("cluster", { security, ...more });
        return { clientProperties, bootstrapServers };
    });
}

function secretsOf({ resources }: Deployment): Readonly<Record<string, Json>> {
    return Object.fromEntries(
        resources
            .filter(({ type }) => type.endsWith(":Secret"))
            .map(({ inputs }) => [
                text(inputs, "metadata", "name").replace(/^kafka-passwords-[0-9a-f]{8}$/, "kafka-passwords"),
                at(inputs, "stringData") ?? null,
            ]),
    );
}

describe("users of the brokers", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await cluster({ authentication: "required", authorization: "acl" });
    });

    it("have a Secret each, with a file by which a client logs in", async () => {
        const secrets = secretsOf(deployment);
        assert.deepEqual(Object.keys(secrets).sort(), [
            "kafka-broker-1-login",
            "kafka-manager-1-login",
            "kafka-manager-credentials",
            "kafka-passwords",
            "kafka-user-billing",
            "kafka-user-orders",
            "zookeeper-client-1-login",
            "zookeeper-logins",
            "zookeeper-server-1-login",
            "zookeeper-super",
        ]);
        for (const secret of Object.values(secrets)) {
            assert.ok(isSecret(secret));
        }
        const file = text(secrets["kafka-user-orders"] ?? null, "value", "client.properties");
        assert.match(
            file,
            /^bootstrap\.servers=kafka\.kafka\.svc\.cluster\.local:9093\nsecurity\.protocol=SASL_PLAINTEXT\nsasl\.mechanism=SCRAM-SHA-512\nsasl\.jaas\.config=org\.apache\.kafka\.common\.security\.scram\.ScramLoginModule required username="orders" password="[^"]+";\n$/,
        );
        const output = deployment.outputs["clientProperties"] as pulumi.Output<Readonly<Record<string, string>>>;
        assert.ok(await pulumi.isSecret(output));
        assert.deepEqual(Object.keys((await valueOf(output)) as object), ["orders", "billing"]);
        assert.equal(
            await valueOf(deployment.outputs["bootstrapServers"] as pulumi.Output<string>),
            "kafka.kafka.svc.cluster.local:9093",
        );
    });

    it("are written before the brokers start, and others removed after brokers and console have", () => {
        const [written, removal, brokers] = [
            find(deployment, "Job", "kafka-users-users"),
            find(deployment, "Job", "kafka-users-removal"),
            find(deployment, "StatefulSet", "kafka"),
        ];
        assert.ok(
            brokers.dependencies.some((urn) => urn.endsWith(`::${written.name}`)),
            brokers.dependencies.join("\n"),
        );
        assert.ok(
            removal.dependencies.some((urn) => urn.endsWith("::kafka-manager-register")),
            removal.dependencies.join("\n"),
        );
        assert.ok(
            removal.dependencies.some((urn) => urn.endsWith("::kafka-settings")),
            removal.dependencies.join("\n"),
        );
    });

    it("have Jobs with restricted pods, which get names and passwords as files", () => {
        for (const name of ["kafka-users-users", "kafka-users-removal"]) {
            const pod = podOf(find(deployment, "Job", name));
            assert.deepEqual(violations(pod), []);
            const [container = null] = containersOf(pod);
            assert.deepEqual(
                list(pod, "volumes")
                    .filter((volume) => at(volume, "secret") !== undefined)
                    .map((volume) => list(volume, "secret", "items").map((item) => text(item, "key"))),
                [["kafka-broker-1", "kafka-manager-1", "orders", "billing"], ["jaas.conf"]],
            );
            assert.equal(environmentOf(container)["GRANTS"], "TOPIC orders LITERAL User:orders READ");
            assert.equal(environmentOf(container)["AUTHORIZES"], "yes");
        }
    });

    it("are written anew where a password, a grant or the way of authorization is another", async () => {
        const nameIn = (made: Deployment) => text(find(made, "Job", "kafka-users-users").inputs, "metadata", "name");
        const required = { authentication: "required", authorization: "acl" } as const;
        const others: Deployment[] = [];
        // One after the other: the mocks are the process's own.
        for (const [security, more] of [
            [required, { users: [users[0]] }],
            [required, { users: [{ name: "orders" }, users[1]] }],
            [{ authentication: "required" }, undefined],
            [{ ...required, passwordVersion: 2 }, undefined],
        ] as const) {
            others.push(await cluster(security, more));
        }
        const names = [deployment, ...others].map(nameIn);
        assert.equal(new Set(names).size, 5, names.join());
        assert.equal(nameIn(await cluster(required)), names[0], "the same for the same");
    });

    it("let brokers, console and Jobs log in by files too", () => {
        const broker = podOf(find(deployment, "StatefulSet", "kafka"));
        const properties = text(
            deployment.resources.find(({ type, name }) => type.endsWith(":ConfigMap") && name === "kafka-config")
                ?.inputs ?? null,
            "data",
            "server.properties",
        );
        assert.match(
            properties,
            /^listener\.name\.sasl\.scram-sha-512\.sasl\.jaas\.config=\$\{login:\/etc\/kafka-login\/client\.properties:sasl\.jaas\.config\}$/m,
        );
        assert.match(
            properties,
            /^super\.users=User:kafka-broker-1;User:kafka-manager-1;User:kafka-broker-2;User:kafka-manager-2$/m,
        );
        assert.match(properties, /^inter\.broker\.listener\.name=SASL$/m);
        for (const pod of [broker, podOf(find(deployment, "Job", "kafka-settings"))]) {
            const [container = null] = containersOf(pod);
            assert.equal(environmentOf(container)["COMMAND_CONFIG"], "/etc/kafka-login/client.properties");
        }
        const console = podOf(find(deployment, "Deployment", "kafka-manager"));
        const options = JSON.stringify(environmentOf(containersOf(console)[1] ?? null)["JAVA_OPTS"]);
        assert.match(options, /-Djava\.security\.auth\.login\.config=\/etc\/kafka-manager-login\/jaas\.conf/);
        const made = JSON.stringify(
            deployment.resources
                .filter(({ type }) => /:(StatefulSet|Deployment|Job|ConfigMap)$/.test(type))
                .map(({ inputs }) => inputs),
        );
        const secrets = JSON.stringify(secretsOf(deployment));
        const passwords = [
            ...secrets.matchAll(/password\\?":?=?\\?"([^"\\]+)|user_[^"]*\\"([0-9a-f]{64})|"seed":"([^"]+)/g),
        ];
        assert.ok(passwords.length > 10, `only ${passwords.length} passwords in ${secrets}`);
        for (const [, ...found] of passwords) {
            assert.ok(!made.includes(found.join("")), "a password outside of its Secret");
        }
    });

    it("are none where nobody logs in", async () => {
        const open = await cluster({}, {});
        assert.deepEqual(Object.keys(secretsOf(open)).sort(), ["kafka-manager-credentials", "zookeeper-super"]);
        assert.ok(!open.resources.some(({ name }) => name.startsWith("kafka-users")));
        assert.equal(open.outputs["clientProperties"], undefined);
    });

    it("are known while logins are only offered, and brokers and console do not log in", async () => {
        const offered = await cluster({ authentication: "offered" });
        const [container = null] = containersOf(podOf(find(offered, "StatefulSet", "kafka")));
        assert.equal(environmentOf(container)["COMMAND_CONFIG"], undefined);
        assert.equal(environmentOf(container)["LISTENERS"], "INTERNAL:9092 SASL:9093");
        assert.equal(environmentOf(container)["LISTENER_PORT"], "9092");
        assert.equal(
            await valueOf(offered.outputs["bootstrapServers"] as pulumi.Output<string>),
            "kafka.kafka.svc.cluster.local:9092",
        );
        const ports = list(find(offered, "Service", "kafka").inputs, "spec", "ports").map(
            (port) => `${text(port, "name")} ${JSON.stringify(at(port, "port"))}`,
        );
        assert.deepEqual(ports, ["kafka 9092", "kafka-sasl 9093"]);
    });
});
