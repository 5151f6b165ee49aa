import { isProperties, revealAll, Secret } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { textAt } from "./manifest";
import type { Manifest } from "./manifest";

// The official provider's own keys in a resource's state, so that either provider can take over the other's stack.
const inputsKey = "__inputs";
const initialVersionKey = "__initialApiVersion";
const fieldManagerKey = "__fieldManager";

function holdsSecret(value: Value): boolean {
    if (Array.isArray(value)) {
        return value.some(holdsSecret);
    }
    return value instanceof Secret || (isProperties(value) && Object.values(value).some(holdsSecret));
}

/** Marks what is secret in the inputs as secret in the outputs, and all data of a Secret whatever the inputs say. */
export function withSecretsOf(outputs: Properties, inputs: Properties): Properties {
    const marked: Properties = { ...outputs };
    if (outputs["kind"] === "Secret") {
        for (const key of ["data", "stringData"]) {
            const value = outputs[key];
            if (value !== undefined && !(value instanceof Secret)) {
                marked[key] = new Secret(value);
            }
        }
        return marked;
    }
    for (const [key, input] of Object.entries(inputs)) {
        const output = outputs[key];
        if (isProperties(output) && isProperties(input)) {
            marked[key] = withSecretsOf(output, input);
        } else if (output !== undefined && !(output instanceof Secret) && holdsSecret(input)) {
            // A list with one secret in it is secret as a whole: the server may return its items in another order.
            marked[key] = new Secret(output);
        }
    }
    return marked;
}

/** The state of a resource: the live object, and beside it what the provider needs for the next update. */
export function toState(inputs: Manifest, live: Manifest, marked: Properties, manager: string): Properties {
    return {
        ...withSecretsOf(live, marked),
        [inputsKey]: withSecretsOf(inputs, marked),
        [initialVersionKey]: textAt(inputs, "apiVersion"),
        [fieldManagerKey]: manager,
    };
}

/** What a state holds, without secret marks. */
export interface Checkpoint {
    readonly inputs: Manifest;
    readonly live: Manifest;
    /** The field manager of the object's updates; empty where the state has none. */
    readonly fieldManager: string;
}

/** Takes a state apart. */
export function fromState(state: Properties): Checkpoint {
    const revealed = revealAll(state);
    const { [inputsKey]: inputs, [fieldManagerKey]: manager } = revealed;
    const own = [inputsKey, initialVersionKey, fieldManagerKey];
    const live = Object.fromEntries(Object.entries(revealed).filter(([key]) => !own.includes(key)));
    return {
        inputs: isProperties(inputs) ? inputs : {},
        live,
        fieldManager: typeof manager === "string" ? manager : "",
    };
}
