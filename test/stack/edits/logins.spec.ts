import assert from "node:assert/strict";
import { innerListeners, ownListener } from "../../../components/kafka/listeners";
import { loginProperties } from "../../../components/kafka/logins";
import { authenticationSteps, brokersLogIn, takesLogins } from "../../../components/security/authentication";
import { systemUser } from "../../../model/names";
import { judge } from "../../../stack/judge";
import type { Settings } from "../../../stack/settings";
import { settings } from "./cases";

/** Whose certificate brokers have, none among them. */
const certificates = [
    {},
    { tls: { secret: "own" } },
    { tls: { secret: "other" } },
    { tls: { issuer: { name: "ca" } } },
];

/** Every way in which brokers are secured, with three passwords one after the other. */
const all: readonly Settings[] = [1, 2, 3].flatMap((passwordVersion) =>
    [
        { authentication: "none" },
        ...certificates.flatMap((tls) => [
            ...authenticationSteps.filter(takesLogins).map((authentication) => ({ authentication, ...tls })),
            { authentication: "required", authorization: "acl", ...tls },
        ]),
    ].map((security) => settings({ security: { ...security, passwordVersion } })),
);

const heeds = ({ security }: Settings) => security.authorization === "acl";

describe("brokers that have restarted with other logins, and brokers that have not", () => {
    /** Who of them calls whom, by every edit that is carried out on a cluster that runs as it should. */
    let calls: readonly (readonly [from: Settings, to: Settings])[];
    before(() => {
        calls = all.flatMap((old) =>
            all
                .filter((wanted) => {
                    const edits = judge(old, wanted, [], { trustEachOther: true });
                    return edits.every(({ refusal }) => refusal === undefined);
                })
                .flatMap((wanted) => [[old, wanted] as const, [wanted, old] as const]),
        );
    });

    /** The calls that do not get through, in words. */
    function failing(getsThrough: (from: Settings, to: Settings) => boolean): string[] {
        const shown = ({ security: { authentication, authorization, passwordVersion, tls } }: Settings) =>
            `${authentication} ${authorization} ${passwordVersion} ${JSON.stringify(tls)}`;
        return calls
            .filter(([from, to]) => !getsThrough(from, to))
            .map(([from, to]) => `${shown(from)} calls ${shown(to)}`);
    }

    it("are the ones of many edits, also with grants before and after", () => {
        assert.ok(calls.length > 100);
        const renamed = ([from, to]: (typeof calls)[number]) =>
            from.security.passwordVersion !== to.security.passwordVersion;
        assert.ok(calls.some((call) => call.every(heeds) && renamed(call)));
        const encrypts = ({ security }: Settings) => ownListener(security).protocol === "SASL_SSL";
        const moved = ([from, to]: (typeof calls)[number]) => from.security.tls?.secret !== to.security.tls?.secret;
        assert.ok(
            calls.some((call) => call.every(encrypts) && moved(call)),
            "with another certificate",
        );
        assert.ok(
            calls.some(([from, to]) => encrypts(from) && !encrypts(to)),
            "from the first step of encrypted logins",
        );
    });

    it("call each other at a listener that is there, and that both of them secure alike", () => {
        const isThere = (from: Settings, to: Settings) => {
            const own = ownListener(from.security);
            return innerListeners(to.security).some(
                ({ name, protocol }) => name === own.name && protocol === own.protocol,
            );
        };
        assert.deepEqual(failing(isThere), []);
    });

    for (const who of ["kafka-broker", "kafka-manager"] as const) {
        it(`let ${who} do everything by the name that it has`, () => {
            const mayDoEverything = ({ security }: Settings, to: Settings) => {
                const superUsers = String(loginProperties(to.brokers, to.security)["super.users"]).split(";");
                const caller = `User:${systemUser(who, security.passwordVersion)}`;
                return !brokersLogIn(security.authentication) || !heeds(to) || superUsers.includes(caller);
            };
            assert.deepEqual(failing(mayDoEverything), []);
        });
    }
});
