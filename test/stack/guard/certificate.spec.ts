import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { unfitCertificate } from "../../../stack/guard/certificate";
import { authority } from "../../certificates";
import type { Authority, Issued } from "../../certificates";
import { secretData } from "../../harness";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { readIn, seen } from "./objects";
import type { Objects } from "./objects";

const [from, until] = [new Date("2026-01-01T00:00:00Z"), new Date("2026-07-01T00:00:00Z")];
const [now, nearEnd] = [new Date("2026-03-01T00:00:00Z"), new Date("2026-06-20T00:00:00Z")];
const services = "svc.cluster.local";
const names = [`*.kafka-headless.kafka.${services}`, `kafka-headless.kafka.${services}`, `kafka.kafka.${services}`];

const given: Groups = { security: { authentication: "required", tls: { secret: "own" } } };
const running = { "StatefulSet kafka": { spec: { replicas: 3 } } };
const howToMake =
    "kubectl -n kafka create secret generic own --from-file=tls.crt --from-file=tls.key --from-file=ca.crt; then run pulumi up again";

describe("unfitCertificate", () => {
    let root: Authority;
    let good: Issued;
    before(async () => {
        root = await authority("root", { from, until });
        good = await root.issue({ names, from, until });
    });

    /** A Secret as the API server has it. */
    const secretWith = ({ certificate, key }: Issued): object => ({
        data: secretData({ "tls.crt": certificate, "tls.key": key, "ca.crt": root.certificate }),
    });

    /** What refuses, and what is only said, in a cluster with these objects; undefined for one that cannot be asked. */
    async function told(
        groups: Groups,
        objects: Objects | undefined,
        at = now,
    ): Promise<{ readonly refused: readonly string[]; readonly said: readonly string[]; readonly asked: number }> {
        const { warn } = pulumi.log;
        const said: string[] = [];
        pulumi.log.warn = (line) => Promise.resolve(void said.push(line));
        let asked = 0;
        try {
            const live = objects === undefined ? undefined : await seen(objects);
            const refused = await unfitCertificate(
                settingsOf(groups),
                live,
                (object) => {
                    asked++;
                    return readIn(objects ?? {})(object);
                },
                at,
            );
            return { refused, said, asked };
        } finally {
            pulumi.log.warn = warn;
        }
    }

    it("asks nothing of brokers without a certificate, nor of one that an issuer makes", async () => {
        const nothing = { refused: [], said: [], asked: 0 };
        assert.deepEqual(await told({}, running), nothing);
        const issuer = { security: { authentication: "required", tls: { issuer: { name: "ca" } } } };
        assert.deepEqual(await told(issuer, running), nothing);
    });

    it("lets a certificate pass that is fit, and says nothing", async () => {
        const objects = { ...running, "Secret own": secretWith(good) };
        assert.deepEqual(await told(given, objects), { refused: [], said: [], asked: 1 });
    });

    it("refuses one that is not, with a line for each thing that is wrong, also before the first brokers", async () => {
        const wrong = await root.issue({ names: names.slice(0, 2), from, until: new Date("2026-02-01T00:00:00Z") });
        for (const beside of [running, {}]) {
            const { refused, said } = await told(given, { ...beside, "Secret own": secretWith(wrong) });
            assert.deepEqual(refused, [
                "kafka:security.tls.secret is own: it has expired: it was valid until Feb  1 00:00:00 2026 GMT; put another certificate into it, which needs no restart",
                `kafka:security.tls.secret is own: it is not for kafka.kafka.${services}; put another certificate into it, which needs no restart`,
            ]);
            assert.deepEqual(said, []);
        }
    });

    it("holds it to every broker that is wanted, in the namespace and domain of the stack", async () => {
        const two = ["kafka-0", "kafka-1"].map((pod) => `${pod}.kafka-headless.apps.svc.example.internal`);
        const names = [...two, "kafka-headless.apps.svc.example.internal", "kafka.apps.svc.example.internal"];
        const objects = { ...running, "Secret own": secretWith(await root.issue({ names, from, until })) };
        const wanted = (replicas: number) => ({
            ...given,
            namespace: { name: "apps", clusterDomain: "example.internal" },
            brokers: { replicas },
        });
        assert.deepEqual((await told(wanted(2), objects)).refused, []);
        assert.match(
            (await told(wanted(3), objects)).refused.join("\n"),
            /^kafka:security\.tls\.secret is own: it is not for kafka-2\.kafka-headless\.apps\.svc\.example\.internal; /,
        );
    });

    it("holds it to the names by which clients outside connect", async () => {
        const external = { type: "loadBalancer", host: "{broker}.example.com" };
        const groups = { ...given, brokers: { replicas: 1, external } };
        const objects = (one: Issued) => ({ ...running, "Secret own": secretWith(one) });
        assert.match(
            (await told(groups, objects(good))).refused.join("\n"),
            /it is not for bootstrap\.example\.com, 0\.example\.com; /,
        );
        const every = await root.issue({ names: [...names, "bootstrap.example.com", "0.example.com"], from, until });
        assert.deepEqual((await told(groups, objects(every))).refused, []);
    });

    it("only warns of one that ends soon", async () => {
        const { refused, said } = await told(given, { ...running, "Secret own": secretWith(good) }, nearEnd);
        assert.deepEqual(refused, []);
        assert.deepEqual(said, [
            "kafka:security.tls.secret is own: it is valid until Jul  1 00:00:00 2026 GMT; put a new certificate into it, which needs no restart",
        ]);
    });

    describe("of a Secret that is not there", () => {
        const line = `kafka:security.tls.secret is own: namespace kafka has no such Secret; ${howToMake}`;

        it("refuses where brokers run: one that restarts would not start", async () => {
            assert.deepEqual(await told(given, running), { refused: [line], said: [], asked: 1 });
        });

        it("only warns before the first brokers, who wait for it", async () => {
            assert.deepEqual(await told(given, {}), { refused: [], said: [line], asked: 1 });
        });

        it("says nothing where the cluster cannot be asked: it may be there", async () => {
            assert.deepEqual(await told(given, undefined), { refused: [], said: [], asked: 1 });
        });
    });
});
