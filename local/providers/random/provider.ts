import { version } from "@pulumi/random/package.json";
import { changesBetween, detailedDiff } from "../wire/changes";
import type { CheckRequest, Checked, Difference, DiffRequest, Live, Provider, ReadRequest } from "../wire/provider";
import type { Properties, Value } from "../wire/values";
import { hasUnknown, revealAll, Secret, unknown } from "../wire/values";
import { defaults, make, problems } from "./password";

const offered = "random:index/randomPassword:RandomPassword";

// It says nothing of the password.
const id = "none";

function refuseOthers(type: string): void {
    if (type !== offered) {
        throw new Error(`the stand-in for the random provider has no ${type}: it has RandomPassword`);
    }
}

/** Inputs with what is left out filled in; `number` is the deprecated name of `numeric`. */
function filled(inputs: Properties): Properties {
    const numeric = inputs["numeric"] ?? inputs["number"];
    return { ...defaults, ...inputs, ...(numeric === undefined ? {} : { numeric }) };
}

/** The official `bcryptHash` output is not offered. */
function state(inputs: Properties, result: Value): Properties {
    return { ...filled(inputs), result: new Secret(result) };
}

/**
 * The stand-in for the random provider, with the one resource of it that the program has: a password. It is made once and kept in state; any
 * changed input makes a new one.
 */
export class RandomProvider implements Provider {
    readonly name = "random";
    readonly version = version.replace(/^v/, "");

    configure(): Promise<void> {
        return Promise.resolve();
    }

    check({ type, news }: CheckRequest): Promise<Checked> {
        refuseOthers(type);
        return Promise.resolve({ inputs: news, failures: problems(filled(revealAll(news))) });
    }

    diff({ oldInputs, news, ignoreChanges }: DiffRequest): Promise<Difference> {
        const ignored = (name: string): boolean => ignoreChanges.some((path) => path.split(/[.[]/)[0] === name);
        const changes = changesBetween(filled(oldInputs), filled(news)).filter(
            // `number` follows `numeric`, under which a change of either shows.
            ({ path: [name] }) => name !== "number" && !ignored(String(name)),
        );
        const names = [...new Set(changes.map(({ path: [name] }) => String(name)))];
        return Promise.resolve({
            changed: names.length > 0,
            diffs: names,
            replaces: names,
            detailed: detailedDiff(changes, () => true),
        });
    }

    create({ inputs, preview }: { inputs: Properties; preview: boolean }): Promise<{ id: string; state: Properties }> {
        const known = !preview && !hasUnknown(inputs);
        return Promise.resolve({ id, state: state(inputs, known ? make(filled(revealAll(inputs))) : unknown) });
    }

    read({ type, id: given, inputs, state: known }: ReadRequest): Promise<Live> {
        refuseOthers(type);
        // What is in state is all there is: a refresh finds nothing else.
        if (Object.keys(known).length > 0) {
            return Promise.resolve({ id: given, inputs, state: known });
        }
        // An import's id is the password.
        const adopted = { ...defaults, length: given.length };
        return Promise.resolve({ id, inputs: adopted, state: state(adopted, given) });
    }

    update({ type }: { type: string }): Promise<Properties> {
        throw new Error(`${type} is never updated in place`);
    }

    delete(): Promise<void> {
        return Promise.resolve();
    }
}
