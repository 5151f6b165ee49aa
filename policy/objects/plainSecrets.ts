/** Names of what is secret: a name that goes on after the word is about a secret and none (`PASSWORD_FILE`, `passwordVersion`, `secretName`). */
const secretName =
    /(password|passwd|passphrase|token|credential|(api|private|access|secret|encryption)[-_.]?key|[a-z0-9][-_.]?secret)$/i;

/** What stands for a value, or is none: references, places of files, expressions of scripts, switches. */
const notLiteral =
    /^(true|false|yes|no|null|none|undefined|\d{1,3}|[/~].*|file:.*|<.*>|\*+|[^A-Za-z0-9]*)$|[$%()[\]{}`|]/i;

/** A name and its value, in properties, YAML, JSON, JAAS files and on command lines. */
const pairs = /(?:^|[\s"'{,;&?-])([A-Za-z][\w.-]*)["']?[ \t]*[=:][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',;&}]+))/gm;

/** What is secret whatever its name, and what to call it. */
const shapes: readonly (readonly [RegExp, string])[] = [
    // With the key itself: scripts look for the line alone.
    [/-----BEGIN ([A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/, "a private key"],
    [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, "an access key of AWS"],
];

/** A login in an address: `https://name:password@host`. */
const inAddress = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']+:([^\s/@"']+)@/gi;

/** Users of Kafka's and ZooKeeper's login modules, each with a password: `user_alice="…"`. */
const users = /\b(user_[\w.-]+)\s*=\s*"([^"\n]*)"/g;

function isLiteral(value: string): boolean {
    return value !== "" && !notLiteral.test(value);
}

/** Whether a variable, a key or a flag holds a secret in plain text, by its name and value. */
export function isPlainSecret(name: string, value: string): boolean {
    return secretName.test(name) && isLiteral(value);
}

/** What a text has in plain that is secret, by what it is called there, each once; never the secret itself. */
export function secretsIn(text: string): readonly string[] {
    const named = [...text.matchAll(pairs)]
        .filter(([, name = "", double, single, bare]) => isPlainSecret(name, double ?? single ?? bare ?? ""))
        .map(([, name = ""]) => name);
    const loginModules = text.includes("LoginModule")
        ? [...text.matchAll(users)].filter(([, , value = ""]) => isLiteral(value)).map(([, name = ""]) => name)
        : [];
    const addresses = [...text.matchAll(inAddress)]
        .filter(([, password = ""]) => isLiteral(password))
        .map(() => "the password in an address");
    const shaped = shapes.filter(([shape]) => shape.test(text)).map(([, name]) => name);
    return [...new Set([...named, ...loginModules, ...addresses, ...shaped])];
}
