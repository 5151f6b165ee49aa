import assert from "node:assert/strict";
import { authenticationSteps, nextStep } from "../../../components/security/authentication";
import type { Authentication } from "../../../components/security/authentication";
import type { KubernetesObject } from "../../../components/live/object";
import { unowned } from "../../../components/ownership";
import { ZooKeeper } from "../../../components/zookeeper";
import { clientSection, serverJaas } from "../../../components/zookeeper/jaas";
import { loginProperties } from "../../../components/zookeeper/logins";
import { zooCfg } from "../../../components/zookeeper/scripts";
import { Cluster } from "../../../stack/cluster";
import { at, deploy, find, isSecret, list, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { violations } from "../kubernetes/restricted";
import { common, containersOf, environmentOf, podOf, settingsOf, zooKeeper } from "../parts";

const { zookeeper } = settingsOf();
const logIn = "-Djava.security.auth.login.config=/etc/zookeeper-login/jaas.conf -Dzookeeper.fips-mode=false";

function is(step: Authentication, property: string): boolean {
    return loginProperties(step)[property] === true;
}

/** Whether a server lets in another one that asks it (SaslQuorumAuthServer, SaslQuorumAuthLearner, NullQuorumAuthServer). */
function understands(server: Authentication, learner: Authentication): boolean {
    return is(learner, "quorum.auth.learnerRequireSasl")
        ? is(server, "quorum.auth.enableSasl")
        : !is(server, "quorum.auth.serverRequireSasl");
}

/** Whether a server lets in a client, which logs in or not (ZooKeeperServer.processSasl, AuthenticationHelper). */
function serves(server: Authentication, logsIn: boolean): boolean {
    return logsIn ? "authProvider.sasl" in loginProperties(server) : !is(server, "enforce.auth.enabled");
}

function clientsLogIn(step: Authentication): boolean {
    return ["preferred", "required"].includes(step);
}

describe("the steps of ZooKeeper's logins", () => {
    it("leave zoo.cfg as it always was where nobody logs in", () => {
        const plain = zooCfg(zookeeper, "none", false);
        assert.match(plain, /\nquorumListenOnAllIPs=true\n$/);
        assert.doesNotMatch(plain, /auth/i);
        for (const step of authenticationSteps) {
            assert.ok(zooCfg(zookeeper, step, false).startsWith(plain));
        }
    });

    const provider =
        "authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider\nquorum.auth.enableSasl=true\n";
    const enforced = "enforce.auth.enabled=true\nenforce.auth.schemes=sasl\n";
    for (const [step, learner, server, rest] of [
        ["offered", false, false, ""],
        ["preferred", true, false, ""],
        ["required", true, true, enforced],
    ] as const) {
        it(`are these lines at ${step}`, () => {
            assert.equal(
                zooCfg(zookeeper, step, false).slice(zooCfg(zookeeper, "none", false).length),
                `${provider}quorum.auth.learnerRequireSasl=${learner}\nquorum.auth.serverRequireSasl=${server}\n${rest}`,
            );
        });
    }

    for (const from of authenticationSteps) {
        for (const to of authenticationSteps.filter((other) => other !== from)) {
            const isNext = nextStep(from, to) === to;
            it(`${isNext ? "keep" : "would not keep"} everybody together on the way from ${from} to ${to}`, () => {
                const both = [from, to];
                const together = both.every((server) =>
                    both.every((other) => understands(server, other) && serves(server, clientsLogIn(other))),
                );
                assert.equal(together, isNext);
            });
        }
    }
});

describe("who logs in to ZooKeeper", () => {
    const cluster = async (security: object): Promise<Deployment> => deploy(() => new Cluster("cluster", { security }));
    const made = new Map<Authentication, Deployment>();
    before(async () => {
        for (const authentication of authenticationSteps) {
            made.set(authentication, await cluster({ authentication }));
        }
    });
    const deployed = (step: Authentication): Deployment => {
        const deployment = made.get(step);
        assert.ok(deployment);
        return deployment;
    };
    /** The Secret that is mounted in the one place, and whether Java is told of it in every container but the ones that wait. */
    const login = (deployment: Deployment, kind: string, name: string): string | undefined => {
        const pod = podOf(find(deployment, kind, name));
        assert.deepEqual(violations(pod), []);
        const volume = list(pod, "volumes").find((one) => at(one, "name") === "zookeeper-login");
        const container = list(pod, "containers")[0] ?? null;
        const mount = list(container, "volumeMounts").find((one) => at(one, "name") === "zookeeper-login");
        const options = environmentOf(container)["JAVA_TOOL_OPTIONS"];
        if (volume === undefined) {
            assert.deepEqual([mount, options], [undefined, undefined]);
            return undefined;
        }
        assert.deepEqual(mount, { name: "zookeeper-login", mountPath: "/etc/zookeeper-login", readOnly: true });
        assert.equal(options, logIn);
        assert.deepEqual(at(volume, "secret", "items"), [{ key: "jaas.conf", path: "jaas.conf" }]);
        return text(volume, "secret", "secretName");
    };

    for (const step of authenticationSteps) {
        it(`at ${step}`, () => {
            const deployment = deployed(step);
            const client = clientsLogIn(step) ? "zookeeper-client-1-login" : undefined;
            const server = step === "none" ? undefined : "zookeeper-server-1-login";
            assert.equal(login(deployment, "StatefulSet", "zookeeper"), server);
            assert.equal(login(deployment, "StatefulSet", "kafka"), client);
            assert.equal(login(deployment, "Job", "zookeeper-members"), client);
            assert.equal(login(deployment, "Job", "kafka-manager-register"), client);
            if (step !== "none") {
                assert.equal(login(deployment, "Job", "kafka-users-users"), client);
                assert.equal(login(deployment, "Job", "kafka-users-removal"), client);
            }
            assert.equal(login(deployment, "Job", "kafka-settings"), undefined, "it asks brokers only");
        });

        it(`servers have a mark by which they are known at ${step}`, () => {
            const [container = null] = containersOf(podOf(find(deployed(step), "StatefulSet", "zookeeper")));
            assert.equal(environmentOf(container)["AUTHENTICATION"], step === "none" ? undefined : step);
        });
    }

    it("is the console, by the same file as at the brokers", () => {
        const pod = podOf(find(deployed("preferred"), "Deployment", "kafka-manager"));
        const options = text(environmentOf(containersOf(pod)[1] ?? null)["JAVA_OPTS"] ?? null);
        assert.match(
            options,
            / -Djava\.security\.auth\.login\.config=\/etc\/kafka-manager-login\/jaas\.conf -Dzookeeper\.fips-mode=false /,
        );
        assert.doesNotMatch(options, /sasl\.client/);
        const file = text(
            find(deployed("preferred"), "Secret", "kafka-users-manager-login").inputs,
            "stringData",
            "value",
            "jaas.conf",
        );
        assert.match(
            file,
            /^KafkaClient \{\n[^}]*username="kafka-manager-1"[^}]*\};\nClient \{\n[^}]*username="zookeeper-client-1"[^}]*\};\n$/,
        );
    });

    it("has passwords that stand in Secrets only", () => {
        const { resources } = deployed("required");
        const others = resources.filter(({ type }) => !type.endsWith(":Secret"));
        const secrets = resources.filter(
            ({ name, type }) => type.endsWith(":Secret") && /zookeeper|manager-login/.test(name),
        );
        assert.ok(secrets.every(({ inputs }) => isSecret(at(inputs, "stringData") ?? null)));
        const passwords = [...JSON.stringify(secrets.map(({ inputs }) => inputs)).matchAll(/[0-9a-f]{64}/g)].map(
            String,
        );
        // Both versions of both users, of which the clients' own is in the console's file and in the shell's too.
        assert.equal(new Set(passwords).size, 4);
        const shown = JSON.stringify(others.map(({ inputs }) => inputs));
        assert.ok(passwords.every((password) => !shown.includes(password)));
    });

    it("restarts with another password, which comes out of the same seed", async () => {
        const second = await cluster({ authentication: "required", passwordVersion: 2 });
        assert.equal(login(second, "StatefulSet", "zookeeper"), "zookeeper-server-2-login");
        assert.equal(login(second, "StatefulSet", "kafka"), "zookeeper-client-2-login");
        const file = (deployment: Deployment, who: string): string =>
            text(
                find(deployment, "Secret", `zookeeper-zookeeper-${who}-login`).inputs,
                "stringData",
                "value",
                "jaas.conf",
            );
        const line = (jaas: string): string | undefined => /user_zookeeper-client-1="\w+"/.exec(jaas)?.[0];
        assert.ok(line(file(second, "server")));
        assert.equal(line(file(second, "server")), line(file(deployed("required"), "server")));
    });

    it("restarts no server where only grants begin to be heeded", async () => {
        const pod = async (authorization: string): Promise<Json> =>
            podOf(
                find(
                    await zooKeeper({ security: { authentication: "required", authorization } }),
                    "StatefulSet",
                    "zookeeper",
                ),
            );
        assert.deepEqual(await pod("acl"), await pod("none"));
    });

    it("finds its passwords again where a state was lost", async () => {
        const held = {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "zookeeper-logins", namespace: "apps", annotations: { "kafka.stack/generation": "1" } },
            data: { seed: Buffer.from("of another life").toString("base64") },
        };
        const settings = settingsOf({ security: { authentication: "required" } });
        const deployment = await deploy(() => {
            const ownership = {
                ...unowned,
                held: ({ metadata }: KubernetesObject) =>
                    Promise.resolve(metadata.name === held.metadata.name ? held : undefined),
            };
            const { zookeeper: group, security } = settings;
            new ZooKeeper("zookeeper", { ...common(settings), settings: group, security, ownership });
        });
        const jaas = (who: string): string =>
            text(
                find(deployment, "Secret", `zookeeper-zookeeper-${who}-login`).inputs,
                "stringData",
                "value",
                "jaas.conf",
            );
        assert.equal(jaas("client"), clientSection("of another life", 1));
        assert.equal(jaas("server"), serverJaas("of another life", 1));
    });
});
