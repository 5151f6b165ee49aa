import assert from "node:assert/strict";
import { authenticationSteps, nextStep } from "../../../components/security/authentication";
import type { Authentication } from "../../../components/security/authentication";
import { innerListeners, listenersOf, ownListener } from "../../../components/kafka/listeners";
import { refusals } from "../../../edits/refusals";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { settingsOf } from "../parts";

/** All brokers run with these. */
function all(step: Authentication, ...versions: readonly number[]): Facts {
    return { proof: true, steps: [step], passwordVersions: versions };
}

const none: Facts = { proof: true, steps: [], passwordVersions: [] };

function judged(old: object, wanted: object, facts: Facts) {
    return judge(settingsOf({ security: old }), settingsOf({ security: wanted }), [], facts);
}

const pairs = authenticationSteps.flatMap((from) =>
    authenticationSteps.filter((to) => to !== from).map((to) => [from, to] as const),
);

function distance(from: Authentication, to: Authentication): number {
    return Math.abs(authenticationSteps.indexOf(from) - authenticationSteps.indexOf(to));
}

describe("the steps of authentication", () => {
    for (const [from, to] of pairs) {
        const isNext = distance(from, to) === 1;
        it(`${isNext ? "allow" : "refuse"} ${from} -> ${to} of brokers that run`, () => {
            const lines = refusals(judged({ authentication: from }, { authentication: to }, all(from)));
            const first = nextStep(from, to);
            assert.deepEqual(
                lines,
                isNext
                    ? []
                    : [
                          `kafka:security.authentication ${from} -> ${to}: brokers and servers that have restarted and those that have not would lose each ` +
                              `other on the way; set it to ${first} first, run pulumi up, and go on from there`,
                      ],
            );
        });

        it(`allow ${from} -> ${to} where no broker has ever run`, () => {
            assert.deepEqual(refusals(judged({ authentication: from }, { authentication: to }, none)), []);
        });

        if (isNext) {
            it(`leave brokers a listener in common from ${from} to ${to}, by which each of them talks to the others`, () => {
                const names = (step: Authentication) =>
                    innerListeners({ authentication: step }).map(({ name }) => name);
                assert.ok(names(from).includes(ownListener({ authentication: to }).name));
                assert.ok(names(to).includes(ownListener({ authentication: from }).name));
            });

            it(`take ${to} back to ${from} when half of the brokers have restarted`, () => {
                const half = { proof: true, steps: [from, to] } as const;
                assert.deepEqual(refusals(judged({ authentication: to }, { authentication: from }, half)), []);
                assert.deepEqual(refusals(judged({ authentication: from }, { authentication: to }, half)), []);
            });

            it(`refuse ${from} -> ${to} where nobody knows how brokers run`, () => {
                const edit = [{ authentication: from }, { authentication: to }] as const;
                assert.deepEqual(refusals(judged(...edit, { proof: true })), [
                    `kafka:security.authentication ${from} -> ${to}: the running brokers and servers cannot be looked up, and might lose each other; make sure that the cluster can be asked`,
                ]);
                // A preview may have no cluster to ask.
                assert.deepEqual(refusals(judged(...edit, {})), []);
            });
        }
    }

    it("refuse the next step while some brokers run with the one before the last", () => {
        const half = { proof: true, steps: ["none", "offered"] } as const;
        assert.deepEqual(refusals(judged({ authentication: "offered" }, { authentication: "preferred" }, half)), [
            "kafka:security.authentication offered -> preferred: brokers or servers still run with none, for the last edit was not carried out to its end, " +
                "and would lose those that have restarted; set it to offered first, run pulumi up, and go on from there",
        ]);
    });

    it("restart servers and brokers, and the console where it begins or ceases to log in", () => {
        const rolls = (from: Authentication, to: Authentication) =>
            judged({ authentication: from }, { authentication: to }, all(from)).flatMap((edit) => edit.rolls);
        assert.deepEqual(rolls("none", "offered"), ["zookeeper", "brokers"]);
        assert.deepEqual(rolls("offered", "preferred"), ["zookeeper", "brokers", "kafkaManager"]);
        assert.deepEqual(rolls("preferred", "required"), ["zookeeper", "brokers"]);
    });

    it("warn whoever is cut off", () => {
        const warns = (from: object, to: object) => judged(from, to, {}).some((edit) => edit.warns === true);
        assert.ok(warns({ authentication: "preferred" }, { authentication: "required" }));
        assert.ok(warns({ authentication: "offered" }, { authentication: "none" }));
        assert.ok(!warns({ authentication: "none" }, { authentication: "offered" }));
        assert.ok(!warns({ authentication: "offered" }, { authentication: "preferred" }));
        assert.ok(warns({ authentication: "required" }, { authentication: "required", authorization: "acl" }));
    });

    it("warn whoever comes from outside, who has to log in as soon as anybody can", () => {
        const brokers = { external: { type: "nodePort" } };
        const edits = judge(
            settingsOf({ brokers }),
            settingsOf({ brokers, security: { authentication: "offered" } }),
            [],
            {},
        );
        assert.deepEqual(
            edits.map(({ key, warns }) => [key, warns]),
            [["security.authentication", true]],
        );
        assert.match(edits[0]?.notes.join() ?? "", /whoever comes from outside the cluster has to log in from now on/);
    });

    it("have whoever comes from outside log in as soon as anybody can", () => {
        const protocols = (step: Authentication) =>
            listenersOf(settingsOf({ brokers: { external: { type: "nodePort" } } }).brokers, {
                authentication: step,
            }).map(({ name, protocol }) => `${name}:${protocol}`);
        assert.deepEqual(protocols("none"), ["INTERNAL:PLAINTEXT", "EXTERNAL:PLAINTEXT"]);
        assert.deepEqual(protocols("offered"), [
            "INTERNAL:PLAINTEXT",
            "SASL:SASL_PLAINTEXT",
            "EXTERNAL:SASL_PLAINTEXT",
        ]);
        assert.deepEqual(protocols("required"), ["SASL:SASL_PLAINTEXT", "EXTERNAL:SASL_PLAINTEXT"]);
    });
});

describe("kafka:security.passwordVersion", () => {
    const lines = (from: number, to: number, facts: Facts, authentication: Authentication = "required") =>
        refusals(judged({ authentication, passwordVersion: from }, { authentication, passwordVersion: to }, facts));
    const tooFar = (from: number, to: number, far: number, first: number) => [
        `kafka:security.passwordVersion ${from} -> ${to}: brokers or servers run with the passwords of version ${far}, and let in those of the next and of the ` +
            `one before only; set it to ${first} first, run pulumi up, and go on from there`,
    ];

    it("goes by one, up or down", () => {
        assert.deepEqual(lines(1, 2, all("required", 1)), []);
        assert.deepEqual(lines(2, 1, all("required", 2)), []);
        assert.deepEqual(lines(1, 3, all("required", 1)), tooFar(1, 3, 1, 2));
        assert.deepEqual(lines(4, 1, all("required", 4)), tooFar(4, 1, 4, 3));
    });

    it("goes on from what brokers run with, half-way too", () => {
        assert.deepEqual(lines(2, 1, all("required", 1, 2)), [], "taken back");
        assert.deepEqual(lines(2, 3, all("required", 1, 2)), tooFar(2, 3, 1, 2));
    });

    it("is anything while nobody logs in, or no broker has run", () => {
        assert.deepEqual(lines(1, 7, all("none"), "none"), []);
        assert.deepEqual(lines(1, 7, none), []);
    });

    it("is refused where nobody knows how brokers run", () => {
        assert.match(lines(1, 2, { proof: true })[0] ?? "", /the running brokers and servers cannot be looked up/);
    });
});
