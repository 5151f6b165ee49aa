/** A grant or a denial, in the words in which Kafka keeps it. */
export interface Acl {
    /** `TOPIC`. */
    readonly type: string;
    /** Name of the resource, or what it begins with. */
    readonly name: string;
    /** `LITERAL` or `PREFIXED`. */
    readonly pattern: string;
    /** `User:orders`. */
    readonly principal: string;
    /** Address that it holds for; `*` is every one. */
    readonly host: string;
    /** `DESCRIBE_CONFIGS`. */
    readonly operation: string;
    /** `ALLOW` or `DENY`. */
    readonly permission: string;
}

/** Every operation that a resource may be granted (Kafka, AclOperation). */
export const operations = [
    "READ",
    "WRITE",
    "CREATE",
    "DELETE",
    "ALTER",
    "DESCRIBE",
    "ALTER_CONFIGS",
    "DESCRIBE_CONFIGS",
    "IDEMPOTENT_WRITE",
    "CLUSTER_ACTION",
    "CREATE_TOKENS",
    "DESCRIBE_TOKENS",
    "ALL",
] as const;

/** A grant from a line `TYPE NAME PATTERN PRINCIPAL OPERATION`. */
export function granted(line: string): Acl {
    const [type = "", name = "", pattern = "", principal = "", operation = ""] = line.split(" ");
    return { type, name, pattern, principal, operation, host: "*", permission: "ALLOW" };
}

/** What `kafka-acls.sh --list` prints (AclCommand.printResourceAcls); nothing where there is none. */
export function listed(acls: readonly Acl[]): string {
    const byResource = new Map<string, string[]>();
    for (const acl of acls) {
        const resource = `ResourcePattern(resourceType=${acl.type}, name=${acl.name}, patternType=${acl.pattern})`;
        byResource.set(resource, [...(byResource.get(resource) ?? []), `\t${entry(acl)}`]);
    }
    return [...byResource]
        .map(([resource, entries]) => `Current ACLs for resource \`${resource}\`: \n ${entries.join("\n")} \n\n`)
        .join("");
}

function entry({ principal, host, operation, permission }: Acl): string {
    return `(principal=${principal}, host=${host}, operation=${operation}, permissionType=${permission})`;
}

/** An operation as Kafka keeps it, from what its tools are told: `DescribeConfigs`. Throws where there is none (SecurityUtils.operation). */
export function operationOf(told: string): string {
    const found = operations.find((one) => one.replaceAll("_", "").toLowerCase() === told.toLowerCase());
    if (found === undefined) {
        throw new Error(`no operation: ${told}`);
    }
    return found;
}

/** The grants with others, each once. */
export function withAcls(acls: readonly Acl[], others: readonly Acl[]): readonly Acl[] {
    return [...acls, ...others.filter((acl, index) => !has(acls, acl) && !has(others.slice(0, index), acl))];
}

/** The grants without others. */
export function withoutAcls(acls: readonly Acl[], others: readonly Acl[]): readonly Acl[] {
    return acls.filter((acl) => !has(others, acl));
}

function has(acls: readonly Acl[], acl: Acl): boolean {
    return acls.some((one) => textOf(one) === textOf(acl));
}

/** One grant in one line, whatever is in its names. */
export function textOf({ type, name, pattern, principal, host, operation, permission }: Acl): string {
    return JSON.stringify([type, name, pattern, principal, host, operation, permission]);
}
