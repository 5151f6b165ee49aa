import assert from "node:assert/strict";
import { listenerEnvironment } from "../../../components/kafka/scripts";
import { loginMount } from "../../../components/kafka/logins";
import { certificateMounts } from "../../../components/kafka/tls/pod";
import type { Authentication } from "../../../components/security/authentication";
import type { TlsSettings } from "../../../components/security/tls";
import { serverLogin, stepEnvironment } from "../../../components/zookeeper/logins";
import { authority } from "../../certificates";
import type { Authority } from "../../certificates";
import { secretData } from "../../harness";
import type { Groups } from "../../components/parts";
import { pod } from "./objects";
import type { Objects } from "./objects";
import { facts } from "./facts";

describe("liveFacts of who logs in, and by which certificate", () => {
    it("sees how brokers log in that have started, each way once, before that is edited", async () => {
        const broker = (step: Authentication, version: number, hasStarted = true) => {
            const { spec, ...rest } = pod(
                "apache/kafka:3.9.2",
                hasStarted,
                listenerEnvironment({ authentication: step }),
            ) as {
                spec: object;
            };
            const login = loginMount({ authentication: step, authorization: "none", passwordVersion: version });
            return { ...rest, spec: { ...spec, volumes: login.volumes } };
        };
        const objects = {
            "Pod kafka-0": broker("none", 1),
            "Pod kafka-1": broker("offered", 2),
            "Pod kafka-2": broker("offered", 2),
            "Pod kafka-3": broker("required", 3, false),
            // Of a version that knew of no logins.
            "Pod kafka-4": pod("apache/kafka:3.9.2", true, [{ name: "LISTENER", value: "INTERNAL" }]),
        };
        const edit = [
            { security: { authentication: "offered" } },
            { security: { authentication: "preferred" } },
        ] as const;
        assert.deepEqual(await facts(...edit, objects), [
            { steps: ["none", "offered"], passwordVersions: [2], certificates: [undefined] },
            [],
        ]);
        assert.deepEqual(await facts(...edit, {}), [{ steps: [], passwordVersions: [], certificates: [] }, []]);
    });

    it("sees from which Secrets running brokers have their certificates, each once, and none where they have none", async () => {
        const broker = (tls: TlsSettings | undefined, hasStarted = true) => {
            const { spec, ...rest } = pod(
                "apache/kafka:3.9.2",
                hasStarted,
                listenerEnvironment({ authentication: "offered" }),
            ) as { spec: object };
            return {
                ...rest,
                spec: { ...spec, volumes: certificateMounts({ authentication: "offered", tls }).volumes },
            };
        };
        const objects = {
            "Pod kafka-0": broker(undefined),
            "Pod kafka-1": broker({ secret: "own" }),
            "Pod kafka-2": broker({ secret: "own" }),
            "Pod kafka-3": broker({ issuer: { name: "ca", kind: "Issuer", group: "cert-manager.io" } }),
            "Pod kafka-4": broker({ secret: "other" }, false),
        };
        const offered = { authentication: "offered" };
        for (const wanted of [{ authentication: "preferred" }, { ...offered, tls: { secret: "own" } }]) {
            const [found] = await facts({ security: offered }, { security: wanted }, objects);
            assert.deepEqual(found.certificates, [undefined, "own", "kafka-tls"]);
        }
    });

    describe("for a certificate that is to come from another Secret", () => {
        let own: object;
        let other: object;
        let both: object;
        before(async () => {
            const [one, two] = [await authority("one"), await authority("two")];
            const secret = async (by: Authority, ...trusted: readonly Authority[]) => ({
                data: secretData({
                    "tls.crt": (await by.issue({})).certificate,
                    "ca.crt": trusted.map(({ certificate }) => `${certificate}\n`).join(""),
                }),
            });
            own = await secret(one, one);
            other = await secret(two, two);
            both = await secret(two, one, two);
        });

        const edit = (from: object | undefined, to: object | undefined): readonly [Groups, Groups] => {
            const group = (tls: object | undefined) => ({
                security: { authentication: "required", ...(tls === undefined ? {} : { tls }) },
            });
            return [group(from), group(to)];
        };
        const moved = edit({ secret: "own" }, { secret: "other" });
        const asked = ["Secret own", "Secret other"];

        it("knows whether brokers with the one and with the other trust each other", async () => {
            const found = async (one: object, two: object) => {
                const [{ trustEachOther }, looked] = await facts(...moved, { "Secret own": one, "Secret other": two });
                assert.deepEqual(looked, asked);
                return trustEachOther;
            };
            assert.equal(await found(own, own), true);
            assert.equal(await found(both, both), true);
            assert.equal(await found(own, other), false);
            assert.equal(await found(own, both), false, "the running ones do not know the new authority");
            assert.equal(await found(both, own), false, "the new ones do not know the authority of the running ones");
        });

        it("does not take those for trusting each other of which one is not there", async () => {
            const [{ trustEachOther }, looked] = await facts(...moved, { "Secret own": own });
            assert.deepEqual([trustEachOther, looked], [false, asked]);
        });

        it("looks into the Secret of cert-manager for an issuer's", async () => {
            const objects = { "Secret own": own, "Secret kafka-tls": own };
            const [found, looked] = await facts(...edit({ secret: "own" }, { issuer: { name: "ca" } }), objects);
            assert.equal(found.trustEachOther, true);
            assert.deepEqual(looked, ["Secret own", "Secret kafka-tls"]);
        });

        it("asks nothing where there was none, or is to be none", async () => {
            for (const [from, to] of [
                [undefined, { secret: "own" }],
                [{ secret: "own" }, undefined],
            ] as const) {
                const [found, looked] = await facts(...edit(from, to), { "Secret own": own });
                assert.deepEqual(["trustEachOther" in found, looked], [false, []]);
            }
        });
    });

    it("sees how ZooKeeper servers log in that have started: a roll may have ended among them", async () => {
        const server = (step: Authentication, version: number, hasStarted = true) => {
            const { spec, ...rest } = pod("zookeeper:3.8.6", hasStarted, stepEnvironment(step)) as { spec: object };
            const login = serverLogin({ authentication: step, passwordVersion: version });
            return { ...rest, spec: { ...spec, volumes: login.volumes } };
        };
        const broker = pod("apache/kafka:3.9.2", true, listenerEnvironment({ authentication: "offered" }));
        const edit = [
            { security: { authentication: "offered" } },
            { security: { authentication: "preferred" } },
        ] as const;
        const found = async (objects: Objects) => (await facts(...edit, { "Pod kafka-0": broker, ...objects }))[0];
        assert.deepEqual(await found({ "Pod zookeeper-0": server("none", 1) }), {
            steps: ["none", "offered"],
            passwordVersions: [],
            certificates: [undefined],
        });
        assert.deepEqual(
            await found({
                "Pod zookeeper-0": server("offered", 4),
                "Pod zookeeper-1": server("preferred", 5),
                "Pod zookeeper-2": server("required", 6, false),
                // Its mark is the servers' alone, and so is the name of their Secret.
                "Pod zookeeper-members-1a2b3c4d-x": server("required", 7),
            }),
            { steps: ["offered", "preferred"], passwordVersions: [4, 5], certificates: [undefined] },
        );
    });
});
