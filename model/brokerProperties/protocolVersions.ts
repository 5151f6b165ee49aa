/**
 * The lines whose protocol and message format brokers of Kafka 3.9 know, ascending, and how many steps (`IV0`, `IV1`, …) each has.
 * Source: org.apache.kafka.server.common.MetadataVersion, up to its LATEST_PRODUCTION.
 */
const steps: readonly (readonly [line: string, count: number])[] = [
    ["0.8.0", 0],
    ["0.8.1", 0],
    ["0.8.2", 0],
    ["0.9.0", 0],
    ["0.10.0", 2],
    ["0.10.1", 3],
    ["0.10.2", 1],
    ["0.11.0", 3],
    ["1.0", 1],
    ["1.1", 1],
    ["2.0", 2],
    ["2.1", 3],
    ["2.2", 2],
    ["2.3", 2],
    ["2.4", 2],
    ["2.5", 1],
    ["2.6", 1],
    ["2.7", 3],
    ["2.8", 2],
    ["3.0", 2],
    ["3.1", 1],
    ["3.2", 1],
    ["3.3", 4],
    ["3.4", 1],
    ["3.5", 3],
    ["3.6", 3],
    ["3.7", 5],
    ["3.8", 1],
    ["3.9", 1],
];

/** How Kafka reads a version (MetadataVersion.fromVersionString), from a line on: the line, a release of it, or one of its steps. */
export function versionsFrom(first: string): { readonly pattern: RegExp; readonly rule: string } {
    const known = steps.slice(steps.findIndex(([line]) => line === first));
    const spellings = known.flatMap(([line, count]) => {
        const text = line.replaceAll(".", "\\.");
        return [`${text}(\\.\\d+)*`, ...(count === 0 ? [] : [`${text}-IV[0-${count - 1}]`])];
    });
    return {
        pattern: new RegExp(`^(${spellings.join("|")})$`),
        // YAML reads 3.0 without quotes as 3, which Kafka does not know.
        rule: `a version from ${first} to 3.9, in quotes`,
    };
}
