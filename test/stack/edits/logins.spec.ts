import assert from "node:assert/strict";
import { innerListeners, ownListener } from "../../../components/kafka/listeners";
import { loginProperties } from "../../../components/kafka/logins";
import { authenticationSteps, brokersLogIn } from "../../../components/security/authentication";
import { systemUser } from "../../../model/names";
import { judge } from "../../../stack/judge";
import type { Settings } from "../../../stack/settings";
import { settings } from "./cases";

/** Every way in which brokers are secured, with three passwords one after the other. */
const all: readonly Settings[] = [1, 2, 3].flatMap((passwordVersion) => [
    ...authenticationSteps.map((authentication) => settings({ security: { authentication, passwordVersion } })),
    settings({ security: { authentication: "required", authorization: "acl", passwordVersion } }),
]);

const heeds = ({ security }: Settings) => security.authorization === "acl";

describe("brokers that have restarted with other logins, and brokers that have not", () => {
    /** Who of them calls whom, by every edit that is carried out on a cluster that runs as it should. */
    let calls: readonly (readonly [from: Settings, to: Settings])[];
    before(() => {
        calls = all.flatMap((old) =>
            all
                .filter((wanted) => judge(old, wanted).every(({ refusal }) => refusal === undefined))
                .flatMap((wanted) => [[old, wanted] as const, [wanted, old] as const]),
        );
    });

    /** The calls that do not get through, in words. */
    function failing(getsThrough: (from: Settings, to: Settings) => boolean): string[] {
        const shown = ({ security: { authentication, authorization, passwordVersion } }: Settings) =>
            `${authentication} ${authorization} ${passwordVersion}`;
        return calls
            .filter(([from, to]) => !getsThrough(from, to))
            .map(([from, to]) => `${shown(from)} calls ${shown(to)}`);
    }

    it("are the ones of many edits, also with grants before and after", () => {
        assert.ok(calls.length > 100);
        const renamed = ([from, to]: (typeof calls)[number]) =>
            from.security.passwordVersion !== to.security.passwordVersion;
        assert.ok(calls.some((call) => call.every(heeds) && renamed(call)));
    });

    it("call each other at a listener that is there", () => {
        const isThere = (from: Settings, to: Settings) => {
            const own = ownListener(from.security).name;
            return innerListeners(to.security).some(({ name }) => name === own);
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
