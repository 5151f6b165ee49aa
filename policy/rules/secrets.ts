import { at, fields, list, text } from "../objects/json";
import type { Json } from "../objects/json";
import { kindOf, nameOf } from "../objects/object";
import { containersOf, podOf } from "../objects/pods";
import type { Container } from "../objects/pods";
import { isPlainSecret, secretsIn } from "../objects/plainSecrets";
import { resourcePolicy } from "../policy";

/** Something that is secret, and where it stands for everybody to read. */
interface Finding {
    readonly where: string;
    readonly name: string;
}

/**
 * Whoever may read pods or ConfigMaps reads these. That a value is a secret of Pulumi's helps nothing here, and the SDK does not tell: it hands
 * policies every value in plain.
 */
export const secrets = resourcePolicy<{ readonly allowed: readonly string[] }>(
    {
        name: "secrets-not-plain",
        description:
            "Passwords, tokens and keys are in Secrets: not in ConfigMaps, variables, arguments or annotations.",
        settings: {
            allowed: {
                type: "array",
                items: { type: "string" },
                default: [],
                description: "Names that look like those of secrets and are none, such as `PAGE_TOKEN`.",
            },
        },
    },
    (object, { allowed }) => {
        const pod = podOf(object);
        const findings = [
            ...(kindOf(object) === "ConfigMap" ? ofData(object.props) : []),
            ...(kindOf(object) === "Secret" ? [] : ofAnnotations(object.props)),
            ...(pod === undefined || kindOf(object) === "Pod" ? [] : ofAnnotations(pod)),
            ...containersOf(pod).flatMap(ofContainer),
        ];
        return findings
            .filter(({ name }) => !allowed.includes(name))
            .map(
                ({ where, name }) =>
                    `${nameOf(object)}, ${where}: ${name} is in plain text: must be in a Secret; ` +
                    "mount it as a file, or name it by secretKeyRef",
            );
    },
);

function ofData(configMap: Json): readonly Finding[] {
    return ofTexts("key", fields(configMap, "data"));
}

function ofAnnotations(object: Json): readonly Finding[] {
    return ofTexts("annotation", fields(object, "metadata", "annotations"));
}

/** What named texts are or have inside. */
function ofTexts(kind: string, texts: readonly (readonly [string, Json | undefined])[]): readonly Finding[] {
    return texts.flatMap(([name, value]) => {
        if (typeof value !== "string") {
            return [];
        }
        const where = `${kind} ${name}`;
        const isOneLine = !value.trim().includes("\n");
        return isOneLine && isPlainSecret(name.split("/").at(-1) ?? "", value.trim())
            ? [{ where, name }]
            : secretsIn(value).map((secret) => ({ where, name: secret }));
    });
}

function ofContainer({ title, spec }: Container): readonly Finding[] {
    const variables = list(spec, "env").map(
        (variable) => [text(variable, "name") ?? "", at(variable, "value")] as const,
    );
    const words = ["command", "args"].flatMap((field) => list(spec, field)).filter((word) => typeof word === "string");
    // `--password abc`: two words of a command line, which no pair of a text is.
    const flags = words
        .map((word, index) => [word.replace(/^--?/, ""), words[index + 1] ?? "", word.startsWith("-")] as const)
        .filter(([name, value, isFlag]) => isFlag && !value.startsWith("-") && isPlainSecret(name, value));
    const inWords = words.flatMap(secretsIn);
    return [
        ...ofTexts(`${title}, variable`, variables),
        ...[...new Set([...flags.map(([name]) => name), ...inWords])].map((name) => ({
            where: `${title}, arguments`,
            name,
        })),
    ];
}
