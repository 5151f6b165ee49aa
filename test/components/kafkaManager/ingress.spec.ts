import assert from "node:assert/strict";
import { consoleIngress, externalUrl, ingressAnnotations } from "../../../components/kafkaManager/ingress";
import type { KafkaManagerSettings } from "../../../components/kafkaManager/settings";
import { all, at, find } from "../../harness";
import { kafkaManager, outputOf, settingsOf } from "../parts";

const host = "kafka.example.com";

function settings(ingress: object = {}, others: object = {}): KafkaManagerSettings {
    return settingsOf({ kafkaManager: { ...others, ingress } }).kafkaManager;
}

/** The one rule of an Ingress with this path. */
function rule(path: string): object {
    const backend = { service: { name: "console", port: { name: "http" } } };
    return { host, http: { paths: [{ path, pathType: "Prefix", backend }] } };
}

describe("consoleIngress", () => {
    it("is none without a host", () => {
        assert.equal(consoleIngress(settings(), "console"), undefined);
    });

    it("leads the whole host to the Service, by the cluster's default class", () => {
        assert.deepEqual(consoleIngress(settings({ host }), "console"), { rules: [rule("/")] });
    });

    it("has the path, the class and the certificate that are asked for", () => {
        const given = settings({ host, path: "/ops", className: "nginx", tlsSecretName: "kafka-tls" });
        assert.deepEqual(consoleIngress(given, "console"), {
            ingressClassName: "nginx",
            tls: [{ hosts: [host], secretName: "kafka-tls" }],
            rules: [rule("/ops")],
        });
    });
});

describe("ingressAnnotations", () => {
    it("keep the provider from waiting for an address that many controllers never write", () => {
        assert.deepEqual(ingressAnnotations(settings({ host })), { "pulumi.com/skipAwait": "true" });
    });

    it("carry those of the settings", () => {
        const annotations = { "cert-manager.io/cluster-issuer": "letsencrypt" };
        assert.deepEqual(ingressAnnotations(settings({ host, annotations })), {
            "cert-manager.io/cluster-issuer": "letsencrypt",
            "pulumi.com/skipAwait": "true",
        });
    });
});

describe("externalUrl", () => {
    const table: readonly (readonly [ingress: object, url: string | undefined])[] = [
        [{}, undefined],
        [{ host }, "http://kafka.example.com"],
        [{ host, path: "/" }, "http://kafka.example.com"],
        [{ host, path: "/ops/kafka" }, "http://kafka.example.com/ops/kafka"],
        [{ host, tlsSecretName: "kafka-tls" }, "https://kafka.example.com"],
        [{ host, tlsSecretName: "kafka-tls", path: "/ops" }, "https://kafka.example.com/ops"],
    ];
    for (const [ingress, url] of table) {
        it(`of ${JSON.stringify(ingress)} is ${url ?? "none"}`, () => {
            assert.equal(externalUrl(settings(ingress)), url);
        });
    }

    it("is none of a console that does not run", () => {
        assert.equal(externalUrl(settings({ host }, { enabled: false })), undefined);
    });
});

describe("the console's Ingress", () => {
    it("is not there unless it is asked for", async () => {
        assert.deepEqual(all(await kafkaManager(), "Ingress"), []);
        assert.equal(await outputOf(await kafkaManager(), "externalUrl"), undefined);
    });

    it("stands in front of the Service, guarded and owned like every object with a name", async () => {
        const ingress = { host, tlsSecretName: "kafka-tls", annotations: { a: "b" } };
        const deployment = await kafkaManager({ kafkaManager: { ingress } });
        const { inputs, hooks, type } = find(deployment, "Ingress", "kafka-manager");
        assert.equal(type, "kubernetes:networking.k8s.io/v1:Ingress");
        const service = at(inputs, "spec", "rules", 0, "http", "paths", 0, "backend", "service", "name");
        assert.equal(service, at(find(deployment, "Service", "kafka-manager").inputs, "metadata", "name"));
        assert.deepEqual(hooks, ["refuse-foreign-objects"]);
        assert.deepEqual(at(inputs, "metadata", "annotations"), {
            "kafka.stack/owner": "organization/kafka/test",
            "pulumi.com/skipAwait": "true",
            a: "b",
        });
        assert.equal(await outputOf(deployment, "externalUrl"), "https://kafka.example.com");
    });
});
