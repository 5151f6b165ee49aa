import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { KafkaManager } from "../../../components/kafkaManager";
import { authenticationSteps, brokersLogIn } from "../../../components/security/authentication";
import { at, deploy, find, list, named, text } from "../../harness";
import type { Json, Registration } from "../../harness";
import { common, containersOf, environmentOf, podOf, settingsOf } from "../parts";

const directory = "/run/kafka-manager-trust";

/** The console's Deployment beside brokers that are secured like this, and whose certificate is of this authority. */
async function consoleOf(security: object, authority?: string): Promise<Registration> {
    const settings = settingsOf({ security });
    const deployment = await deploy(
        () =>
            new KafkaManager("kafka-manager", {
                ...common(settings),
                settings: settings.kafkaManager,
                security: settings.security,
                authority: authority === undefined ? undefined : pulumi.output(authority),
                zookeeperConnect: "zk-0:2181",
                zookeeperPath: "zk-0:2181/kafka",
            }),
    );
    return find(deployment, "Deployment", "kafka-manager");
}

const encrypted = (authentication: string) => ({ authentication, tls: { secret: "certificate" } });

function annotations({ inputs }: Registration): Json | undefined {
    return at(inputs, "spec", "template", "metadata", "annotations");
}

function options(deployment: Registration): readonly string[] {
    const { JAVA_OPTS: java } = environmentOf(named(podOf(deployment), "kafka-manager", "containers"));
    return text(java).split(" ");
}

describe("the trust of the console", () => {
    for (const step of authenticationSteps.filter(brokersLogIn)) {
        describe(`in brokers to which it logs in by TLS (${step})`, () => {
            let deployment: Registration;
            before(async () => {
                deployment = await consoleOf(encrypted(step), "one");
            });

            it("is made from the authority alone, by the console's own image, which has keytool", () => {
                const making = named(podOf(deployment), "trust-store", "initContainers");
                assert.equal(at(making, "image"), at(named(podOf(deployment), "kafka-manager", "containers"), "image"));
                assert.deepEqual(at(making, "command"), ["/bin/bash", "/etc/kafka-manager/trust-store.sh"]);
                assert.deepEqual(environmentOf(making), {
                    AUTHORITY: "/etc/kafka-tls/ca.crt",
                    TRUST_STORE: `${directory}/trust.jks`,
                });
                assert.deepEqual(at(named(podOf(deployment), "authority", "volumes"), "secret"), {
                    secretName: "certificate",
                    items: [{ key: "ca.crt", path: "ca.crt" }],
                });
            });

            it("is made after ZooKeeper has been waited for, with what the console itself may have", () => {
                const first = list(podOf(deployment), "initContainers").map((one) => text(one, "name"));
                assert.deepEqual(first, ["wait-for-zookeeper", "trust-store"]);
                const [making, own] = [
                    named(podOf(deployment), "trust-store", "initContainers"),
                    named(podOf(deployment), "kafka-manager", "containers"),
                ];
                for (const what of ["resources", "securityContext"]) {
                    assert.deepEqual(at(making, what), at(own, what), what);
                }
            });

            it("is what its JVM trusts, and cannot write", () => {
                assert.deepEqual(
                    options(deployment).filter((option) => option.includes("trustStore")),
                    [`-Djavax.net.ssl.trustStore=${directory}/trust.jks`, "-Djavax.net.ssl.trustStoreType=JKS"],
                );
                const mount = (container: Json) =>
                    list(container, "volumeMounts").filter((one) => at(one, "mountPath") === directory);
                const [wait, making, own] = containersOf(podOf(deployment)).map(mount);
                assert.deepEqual(wait, []);
                assert.deepEqual(making, [{ name: "trust", mountPath: directory }]);
                assert.deepEqual(own, [{ name: "trust", mountPath: directory, readOnly: true }]);
            });

            it("is made anew with another authority, which restarts the console", async () => {
                const other = await consoleOf(encrypted(step), "other");
                assert.deepEqual(podOf(other), podOf(deployment));
                assert.notDeepEqual(annotations(other), annotations(deployment));
                assert.deepEqual((await consoleOf(encrypted(step), "one")).inputs, deployment.inputs);
            });
        });
    }

    it("is none where it does not log in, or not by TLS: nothing of its pod differs", async () => {
        assert.deepEqual(
            (await consoleOf(encrypted("offered"), "one")).inputs,
            (await consoleOf({ authentication: "none" })).inputs,
        );
        const plain = await consoleOf({ authentication: "required" });
        assert.doesNotMatch(JSON.stringify(plain.inputs), /trustStore|trust-store"|ca\.crt|kafka\.stack\/authority/);
    });

    it("is of the Secret of cert-manager where an issuer makes the certificate", async () => {
        const deployment = await consoleOf({ authentication: "required", tls: { issuer: { name: "ca" } } }, "one");
        assert.equal(at(named(podOf(deployment), "authority", "volumes"), "secret", "secretName"), "kafka-tls");
    });
});
