import assert from "node:assert/strict";
import { authenticationSteps, brokersLogIn, takesLogins } from "../../../components/security/authentication";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { cases, settings } from "./cases";
import type { Case, Groups } from "./cases";

const own = { secret: "own" };
const other = { secret: "other" };
const generated = { generated: true };
const issuer = (name: string) => ({ issuer: { name } });
const filledIn = (name: string) => `{"issuer":{"group":"cert-manager.io","kind":"ClusterIssuer","name":"${name}"}}`;

/** An edit of the certificate alone, at a step at which brokers run: the old groups and the wanted ones. */
function at(
    authentication: string,
    ...[from, to]: readonly [object | undefined, object | undefined]
): readonly Groups[] {
    return [from, to].map((tls) => ({ security: { authentication, ...(tls === undefined ? {} : { tls }) } }));
}

function edit(
    [old, wanted]: readonly Groups[],
    edits: readonly string[],
    more: Omit<Case, "wanted" | "edits"> = {},
): Case {
    return { old: old ?? {}, wanted: wanted ?? {}, edits, ...more };
}

const downgrade =
    "set kafka:security.authentication back to offered first, by one step with each pulumi up, and forward again after this edit";
const lose = "its connections and one that has not restarted yet would lose each other";
const noTrust = "it is not known that brokers with the one certificate and with the other trust each other";
const unknownTrust = `${noTrust}; put the authorities of both into the ca.crt of both Secrets, and wait 5 minutes`;

const loggingIn: readonly Case[] = authenticationSteps.filter(brokersLogIn).flatMap((step) => [
    edit(at(step, undefined, own), ['security.tls unset -> {"secret":"own"}: refused'], {
        refused: [`kafka:security.tls unset -> {"secret":"own"}: a broker that encrypts ${lose}; ${downgrade}`],
    }),
    edit(at(step, own, undefined), ['security.tls {"secret":"own"} -> unset: refused'], {
        refused: [
            `kafka:security.tls {"secret":"own"} -> unset: a broker that no longer encrypts ${lose}; ${downgrade}`,
        ],
    }),
    edit(at(step, own, other), ['security.tls {"secret":"own"} -> {"secret":"other"}: refused'], {
        refused: [`kafka:security.tls {"secret":"own"} -> {"secret":"other"}: ${unknownTrust}`],
    }),
    edit(at(step, own, other), ['security.tls {"secret":"own"} -> {"secret":"other"}: refused'], {
        refused: [`kafka:security.tls {"secret":"own"} -> {"secret":"other"}: ${unknownTrust}`],
        facts: { trustEachOther: false },
    }),
    edit(at(step, own, generated), ['security.tls {"secret":"own"} -> {"generated":true}: refused'], {
        refused: [`kafka:security.tls {"secret":"own"} -> {"generated":true}: ${noTrust}; ${downgrade}`],
        facts: { trustEachOther: false },
    }),
    edit(at(step, generated, own), ['security.tls {"generated":true} -> {"secret":"own"}: refused'], {
        refused: [`kafka:security.tls {"generated":true} -> {"secret":"own"}: ${noTrust}; ${downgrade}`],
    }),
    edit(
        at(step, generated, own),
        ['security.tls {"generated":true} -> {"secret":"own"}: rolls brokers+kafkaManager'],
        {
            facts: { trustEachOther: true },
        },
    ),
    edit(at(step, issuer("ca"), issuer("other")), [`security.tls ${filledIn("ca")} -> ${filledIn("other")}: in place`]),
    edit(at(step, undefined, own), ['security.tls unset -> {"secret":"own"}: rolls brokers+kafkaManager'], {
        facts: { steps: [] },
    }),
]);

describe("judging edits of kafka:security.tls", () => {
    cases(loggingIn);

    /** What becomes of the edit, which is the only one. */
    const outcome = ([old, wanted]: readonly Groups[], facts: Facts = {}) => {
        const [one, ...others] = judge(settings(old), settings(wanted), [], facts);
        assert.deepEqual(others, []);
        assert.ok(one);
        return { ...one, isRefused: one.refusal !== undefined };
    };

    it("warns clients, of whom nobody is asked, where it is switched on or off while brokers do not log in", () => {
        for (const [from, to] of [
            [undefined, own],
            [own, undefined],
        ] as const) {
            const { warns, notes, isRefused, rolls } = outcome(at("offered", from, to));
            assert.deepEqual([isRefused, warns, rolls], [false, true, ["brokers"]]);
            assert.match(notes.join(), /client\.properties/);
        }
    });

    it("lets another Secret pass while brokers do not log in, or trust each other with both", () => {
        assert.equal(outcome(at("offered", own, other)).isRefused, false);
        for (const step of authenticationSteps.filter(brokersLogIn)) {
            const { isRefused, rolls } = outcome(at(step, own, other), { trustEachOther: true });
            assert.deepEqual([isRefused, rolls.includes("brokers")], [false, true]);
        }
    });

    it("restarts nothing for another issuer, at any step", () => {
        for (const step of authenticationSteps.filter(takesLogins)) {
            const { isRefused, rolls } = outcome(at(step, issuer("ca"), issuer("other")));
            assert.deepEqual([isRefused, rolls], [false, []]);
        }
    });

    it("sees nothing in an issuer of the kind and group that are the default, written or not", () => {
        const written = { issuer: { name: "ca", kind: "ClusterIssuer", group: "cert-manager.io" } };
        const [old, wanted] = at("offered", issuer("ca"), written);
        assert.deepEqual(judge(settings(old), settings(wanted)), []);
    });

    it("counts how brokers run, not what was asked for last", () => {
        const edits = at("offered", undefined, own);
        assert.equal(outcome(edits, { steps: ["offered"] }).isRefused, false);
        assert.equal(outcome(edits, { steps: ["offered", "preferred"] }).isRefused, true);
        assert.equal(outcome(at("required", undefined, own), { steps: [] }).isRefused, false);
    });

    it("refuses in pulumi up where the brokers could not be looked up", () => {
        const edits = at("offered", undefined, own);
        const refusal = outcome(edits, { proof: true }).refusal;
        assert.match(JSON.stringify(refusal), /the running brokers and servers cannot be looked up/);
        assert.equal(outcome(edits, { proof: true, steps: ["offered"] }).isRefused, false);
    });

    it("is refused together with a step to brokers that log in: each of the two is an edit of its own", () => {
        const edits = judge(
            settings({ security: { authentication: "offered" } }),
            settings({ security: { authentication: "preferred", tls: own } }),
        );
        const tls = edits.find(({ key }) => key === "security.tls");
        assert.ok(tls?.refusal);
        const begun = judge(settings(), settings({ security: { authentication: "offered", tls: own } }));
        assert.ok(begun.every(({ refusal }) => refusal === undefined));
    });

    describe("after a roll that was not carried out to its end", () => {
        const has = own.secret;
        const further = (tls: object | undefined, certificates: readonly (string | undefined)[]) => {
            const group = (authentication: string) => ({
                security: { authentication, ...(tls === undefined ? {} : { tls }) },
            });
            return outcome([group("offered"), group("preferred")], { steps: ["offered"], certificates }).refusal;
        };

        it("lets brokers not begin to log in to each other before all of them encrypt, or none does", () => {
            assert.match(
                JSON.stringify(further(own, [has, undefined])),
                /brokers still run with no or another certificate/,
            );
            assert.match(JSON.stringify(further(own, ["another"])), /brokers still run with no or another certificate/);
            assert.match(JSON.stringify(further(undefined, [has, undefined])), /brokers still run with a certificate/);
        });

        it("lets them where all are alike, or none has ever started", () => {
            for (const certificates of [[has], []]) {
                assert.equal(further(own, certificates), undefined);
            }
            assert.equal(further(undefined, [undefined]), undefined);
        });
    });
});
