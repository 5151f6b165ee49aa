import assert from "node:assert/strict";
import { object, said, unknownStringValue, workload } from "./policies";
import type { Given } from "./policies";

describe("secrets-not-plain", () => {
    const of = (resource: Given, config?: object) => said("secrets-not-plain", [resource], config);
    const variable = (name: string, value: unknown) => workload("Deployment", "web", { env: [{ name, value }] });
    const file = (text: unknown) => object("v1", "ConfigMap", "settings", { data: { "app.conf": text } });
    const pem = `-----BEGIN RSA PRIVATE KEY-----\n${"A".repeat(64)}\n-----END RSA PRIVATE KEY-----`;

    const plain: readonly (readonly [string, Given, string])[] = [
        ["a password in a variable", variable("DB_PASSWORD", "hunter2"), "DB_PASSWORD"],
        ["a token in a variable", variable("apiToken", "abcdef0123"), "apiToken"],
        ["a key in a variable", variable("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI"), "AWS_SECRET_ACCESS_KEY"],
        [
            "a login in an address",
            variable("DATABASE_URL", "postgres://shop:hunter2@db:5432/shop"),
            "the password in an address",
        ],
        [
            "an option of Java",
            variable("JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.keyStorePassword=hunter2"),
            "Djavax.net.ssl.keyStorePassword",
        ],
        ["a flag", workload("Deployment", "web", { args: ["--db-password=hunter2"] }), "db-password"],
        [
            "a flag and a word",
            workload("Deployment", "web", { command: ["run", "--db-password", "hunter2"] }),
            "db-password",
        ],
        ["a script", workload("Deployment", "web", { args: ["-c", "export TOKEN=abcdef && run"] }), "TOKEN"],
        ["a line of properties", file("a=b\nssl.keystore.password=hunter2\n"), "ssl.keystore.password"],
        ["a line of YAML", file('db:\n  password: "hunter2"\n'), "password"],
        ["a field of JSON", file('{"user":"shop","clientSecret":"hunter2"}'), "clientSecret"],
        ["a login of Kafka", file('L required username="a" password="hunter2";'), "password"],
        [
            "users of ZooKeeper",
            file('org.apache.zookeeper.server.auth.DigestLoginModule required\n user_alice="hunter2";'),
            "user_alice",
        ],
        ["a private key", file(pem), "a private key"],
        ["an access key", file("key AKIAIOSFODNN7EXAMPLE"), "an access key of AWS"],
        ["a key of a ConfigMap", object("v1", "ConfigMap", "settings", { data: { password: "hunter2" } }), "password"],
        [
            "an annotation",
            object("v1", "Service", "web", { metadata: { annotations: { "example.com/token": "abcdef" } } }),
            "example.com/token",
        ],
    ];
    for (const [what, resource, name] of plain) {
        it(`refuses ${what}, and does not repeat it`, () => {
            const lines = of(resource);
            assert.equal(lines.length, 1, lines.join("\n"));
            assert.ok(
                lines[0]?.includes(`: ${name} is in plain text: must be in a Secret; mount it as a file`),
                lines[0],
            );
            assert.doesNotMatch(lines[0] ?? "", /hunter2|abcdef|AKIA|wJalr/);
        });
    }

    it("refuses an annotation of pods", () => {
        const resource = object("batch/v1", "Job", "one", {
            spec: { template: { metadata: { annotations: { password: "hunter2" } }, spec: { containers: [] } } },
        });
        assert.deepEqual(of(resource), [
            "Job shop/one, annotation password: password is in plain text: must be in a Secret; mount it as a file, or name it by secretKeyRef",
        ]);
    });

    const fine: readonly (readonly [string, Given])[] = [
        ["a name of a Secret", file("secretName: shop-login\nsecret: shop-login")],
        ["the place of a file", variable("DB_PASSWORD_FILE", "/run/secrets/password")],
        ["a place under the name itself", variable("DB_PASSWORD", "/run/secrets/password")],
        [
            "a reference to a Secret",
            workload("Deployment", "web", { env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: {} } }] }),
        ],
        ["a reference to a variable", workload("Deployment", "web", { args: ["--password=$(PASSWORD)"] })],
        ["a reference of Kafka's", file("ssl.keystore.password=${file:/etc/tls/store:password}")],
        ["an expression of a script", file('password=$(cat "$1")\ntoken=`cat token`\nprintf \'password="%s"\' "$x"\n')],
        ["a switch", variable("USE_TOKEN", "true")],
        ["nothing", variable("PASSWORD", "")],
        ["a version", file("passwordVersion: 2")],
        ["an address without a login", variable("DATABASE_URL", "postgres://db:5432/shop")],
        ["the line that a script looks for", file("grep -q -- '-----BEGIN PRIVATE KEY-----' \"$1\"")],
        ["what a preview does not know", variable("PASSWORD", unknownStringValue)],
        ["a file that it does not know", file(unknownStringValue)],
        ["a Secret", object("v1", "Secret", "login", { stringData: { password: "hunter2" } })],
    ];
    for (const [what, resource] of fine) {
        it(`takes ${what}`, () => {
            assert.deepEqual(of(resource), []);
        });
    }

    it("takes names that the configuration allows", () => {
        assert.deepEqual(of(variable("PAGE_TOKEN", "abcdef"), { allowed: ["PAGE_TOKEN"] }), []);
        assert.equal(of(variable("API_TOKEN", "abcdef"), { allowed: ["PAGE_TOKEN"] }).length, 1);
    });
});
