import type {
    EnforcementLevel,
    PolicyConfigSchema,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { declared } from "./objects/object";
import type { Declared } from "./objects/object";

/** What a policy is, beside what it checks. `Settings` is what a configuration file may set, all of it with defaults. */
export interface About<Settings extends object> {
    /** Its name in a configuration file: `images-pinned`. */
    readonly name: string;
    /** What must hold, in one sentence. */
    readonly description: string;
    /** What a violation does where no configuration file says otherwise. Default: `mandatory`, the preview fails. */
    readonly level?: EnforcementLevel;
    /** A JSON Schema for each setting, with its default and a description. */
    readonly settings: Readonly<Record<keyof Settings & string, PolicyConfigSchema["properties"][string]>>;
}

/** A violation of a policy about the stack as a whole. */
export interface Violation {
    /** The resource at fault. */
    readonly urn: string;
    /** One line: which object, which value, the rule, what to do. */
    readonly message: string;
}

type Common = Pick<
    ResourceValidationPolicy,
    "name" | "description" | "enforcementLevel" | "configSchema" | "remediationSteps"
>;

function common<Settings extends object>({ name, description, level, settings }: About<Settings>): Common {
    return {
        name,
        description,
        enforcementLevel: level ?? "mandatory",
        ...(Object.keys(settings).length === 0 ? {} : { configSchema: { properties: settings } }),
    };
}

/** What the configuration file sets, and the defaults. The engine fills these in too, but only where there is a configuration. */
function settingsOf<Settings extends object>(about: About<Settings>, given: object): Settings {
    const defaults = Object.entries(about.settings as PolicyConfigSchema["properties"]).map(
        ([name, { default: value }]) => [name, value] as const,
    );
    return { ...Object.fromEntries(defaults), ...given } as Settings;
}

/** A policy about single resources, as the program declares them: `check` returns a line for each violation. */
export function resourcePolicy<Settings extends object>(
    about: About<Settings>,
    check: (resource: Declared, settings: Settings) => readonly string[],
): ResourceValidationPolicy {
    return {
        ...common(about),
        validateResource: (args, report) => {
            for (const message of check(declared(args), settingsOf(about, args.getConfig<object>()))) {
                report(message);
            }
        },
    };
}

/** A policy about resources and those beside them, as the provider says they are or will be. */
export function stackPolicy<Settings extends object>(
    about: About<Settings>,
    check: (resources: readonly Declared[], settings: Settings) => readonly Violation[],
): StackValidationPolicy {
    return {
        ...common(about),
        validateStack: (args, report) => {
            for (const { message, urn } of check(
                args.resources.map(declared),
                settingsOf(about, args.getConfig<object>()),
            )) {
                report(message, urn);
            }
        },
    };
}
