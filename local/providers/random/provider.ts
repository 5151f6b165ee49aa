import { version } from "@pulumi/random/package.json";
import { changesBetween, detailedDiff } from "../wire/changes";
import type { CheckRequest, Checked, Difference, DiffRequest, Live, Provider, ReadRequest } from "../wire/provider";
import type { Properties } from "../wire/values";
import { hasUnknown, revealAll, Secret, unknown } from "../wire/values";
import { randomId, randomSecretBytes, randomUuid } from "./identifiers";
import { randomInteger } from "./integer";
import type { Kind, Made } from "./kind";
import { randomShuffle } from "./shuffle";
import { randomPassword, randomString } from "./strings";

const kinds: Readonly<Record<string, Kind>> = {
    "random:index/randomBytes:RandomBytes": randomSecretBytes,
    "random:index/randomId:RandomId": randomId,
    "random:index/randomInteger:RandomInteger": randomInteger,
    "random:index/randomPassword:RandomPassword": randomPassword,
    "random:index/randomShuffle:RandomShuffle": randomShuffle,
    "random:index/randomString:RandomString": randomString,
    "random:index/randomUuid:RandomUuid": randomUuid,
};

function kindOf(type: string): Kind {
    const kind = kinds[type];
    if (kind !== undefined) {
        return kind;
    }
    const offered = Object.keys(kinds).map((token) => token.replace(/^.*:/, ""));
    throw new Error(`the stand-in for the random provider has no ${type}: it has ${offered.join(", ")}`);
}

/** Inputs with what is left out filled in; `number` is the deprecated name of `numeric`. */
function filled(kind: Kind, inputs: Properties): Properties {
    const numeric = inputs["numeric"] ?? inputs["number"];
    return { ...kind.defaults, ...inputs, ...(numeric === undefined ? {} : { numeric }) };
}

function state(kind: Kind, inputs: Properties, outputs: Properties): Properties {
    const marked = Object.entries(outputs).map(([name, value]) => [
        name,
        kind.secretOutputs.includes(name) ? new Secret(value) : value,
    ]);
    return { ...filled(kind, inputs), ...(Object.fromEntries(marked) as Properties) };
}

/** The stand-in for the random provider. A value is made once and kept in state; any changed input makes a new one. */
export class RandomProvider implements Provider {
    readonly name = "random";
    readonly version = version.replace(/^v/, "");

    configure(): Promise<void> {
        return Promise.resolve();
    }

    check({ type, news }: CheckRequest): Promise<Checked> {
        const kind = kindOf(type);
        const failures = kind.problems(filled(kind, revealAll(news)));
        if (news["seed"] !== undefined) {
            failures.push({ property: "seed", reason: "the stand-in for the random provider takes no seed" });
        }
        return Promise.resolve({ inputs: news, failures });
    }

    diff({ type, oldInputs, news, ignoreChanges }: DiffRequest): Promise<Difference> {
        const kind = kindOf(type);
        const ignored = (name: string): boolean => ignoreChanges.some((path) => path.split(/[.[]/)[0] === name);
        const changes = changesBetween(filled(kind, oldInputs), filled(kind, news)).filter(
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

    create({ type, inputs, preview }: { type: string; inputs: Properties; preview: boolean }): Promise<{
        id: string;
        state: Properties;
    }> {
        const kind = kindOf(type);
        const made: Made =
            preview || hasUnknown(inputs)
                ? { id: "", outputs: Object.fromEntries(kind.outputs.map((name) => [name, unknown])) }
                : kind.make(filled(kind, revealAll(inputs)));
        return Promise.resolve({ id: made.id, state: state(kind, inputs, made.outputs) });
    }

    read({ type, id, inputs, state: known }: ReadRequest): Promise<Live> {
        const kind = kindOf(type);
        // What is in state is all there is: a refresh finds nothing else.
        if (Object.keys(known).length > 0) {
            return Promise.resolve({ id, inputs, state: known });
        }
        if (kind.adopt === undefined) {
            throw new Error(`${type} cannot be imported`);
        }
        const { inputs: adopted, made } = kind.adopt(id);
        return Promise.resolve({ id: made.id, inputs: adopted, state: state(kind, adopted, made.outputs) });
    }

    update({ type }: { type: string }): Promise<Properties> {
        throw new Error(`${type} is never updated in place`);
    }

    delete(): Promise<void> {
        return Promise.resolve();
    }
}
