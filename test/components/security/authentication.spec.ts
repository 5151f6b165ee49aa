import assert from "node:assert/strict";
import { authenticationSteps, nextStep } from "../../../components/security/authentication";
import type { Authentication } from "../../../components/security/authentication";
import { innerListeners, listenersOf, ownListener } from "../../../components/kafka/listeners";
import { refusals } from "../../../edits/refusals";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { settingsOf } from "../parts";

const running: Facts = { proof: true, brokersRan: true, rolledOut: true };

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
            const lines = refusals(judged({ authentication: from }, { authentication: to }, running));
            const first = nextStep(from, to);
            assert.deepEqual(
                lines,
                isNext
                    ? []
                    : [
                          `kafka:security.authentication ${from} -> ${to}: brokers that have restarted and brokers that have not would lose each ` +
                              `other on the way; set it to ${first} first, run pulumi up, and go on from there`,
                      ],
            );
        });

        it(`allow ${from} -> ${to} where no broker has ever run`, () => {
            assert.deepEqual(
                refusals(judged({ authentication: from }, { authentication: to }, { proof: true, brokersRan: false })),
                [],
            );
        });

        if (isNext) {
            it(`leave brokers a listener in common from ${from} to ${to}, by which each of them talks to the others`, () => {
                const names = (step: Authentication) => innerListeners(step).map(({ name }) => name);
                assert.ok(names(from).includes(ownListener(to).name));
                assert.ok(names(to).includes(ownListener(from).name));
            });

            it(`refuse ${from} -> ${to} while the last edit is not carried out, or nobody knows`, () => {
                const edit = [{ authentication: from }, { authentication: to }] as const;
                assert.deepEqual(refusals(judged(...edit, { ...running, rolledOut: false })), [
                    `kafka:security.authentication ${from} -> ${to}: not every broker runs as the last edit wants it, or is ready; run pulumi up with ${from} first`,
                ]);
                assert.deepEqual(refusals(judged(...edit, { proof: true, brokersRan: true })), [
                    `kafka:security.authentication ${from} -> ${to}: whether every broker runs as the last edit wants it cannot be looked up; run pulumi up with ${from} first`,
                ]);
                // A preview may have no cluster to ask.
                assert.deepEqual(refusals(judged(...edit, {})), []);
            });
        }
    }

    it("restart brokers, and the console where it begins or ceases to log in", () => {
        const rolls = (from: Authentication, to: Authentication) =>
            judged({ authentication: from }, { authentication: to }, running).flatMap((edit) => edit.rolls);
        assert.deepEqual(rolls("none", "offered"), ["brokers"]);
        assert.deepEqual(rolls("offered", "preferred"), ["brokers", "kafkaManager"]);
        assert.deepEqual(rolls("preferred", "required"), ["brokers"]);
    });

    it("warn whoever is cut off", () => {
        const warns = (from: object, to: object) => judged(from, to, running).some((edit) => edit.warns === true);
        assert.ok(warns({ authentication: "preferred" }, { authentication: "required" }));
        assert.ok(warns({ authentication: "offered" }, { authentication: "none" }));
        assert.ok(warns({ authentication: "required" }, { authentication: "required", authorization: "acl" }));
    });

    it("have whoever comes from outside log in as soon as anybody can", () => {
        const protocols = (step: Authentication) =>
            listenersOf(settingsOf({ brokers: { external: { type: "nodePort" } } }).brokers, step).map(
                ({ name, protocol }) => `${name}:${protocol}`,
            );
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

    it("is raised by one, for brokers know the next password only", () => {
        assert.deepEqual(lines(1, 2, running), []);
        for (const [from, to] of [
            [1, 3],
            [2, 1],
        ] as const) {
            assert.deepEqual(lines(from, to, running), [
                `kafka:security.passwordVersion ${from} -> ${to}: brokers know the next password only, and would not let each other in; set it to ${from + 1}`,
            ]);
        }
    });

    it("is anything while nobody logs in, or no broker has run", () => {
        assert.deepEqual(lines(1, 7, running, "none"), []);
        assert.deepEqual(lines(1, 7, { proof: true, brokersRan: false }), []);
    });

    it("waits for the roll before", () => {
        assert.deepEqual(lines(1, 2, { ...running, rolledOut: false }), [
            "kafka:security.passwordVersion 1 -> 2: not every broker runs as the last edit wants it, or is ready; run pulumi up with 1 first",
        ]);
    });
});
