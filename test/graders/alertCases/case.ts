/** Series of a case, by name and labels beside the namespace; values as promtool writes them: `0+1x30` counts to 30. */
export type Series = Readonly<Record<string, string>>;

/** When an alert fires, and when it does not. */
export interface AlertCase {
    /** Its name. */
    readonly alert: string;
    /** Series of a cluster in which it fires. */
    readonly fires: Series;
    /** Series of one in which it does not, though it is nearly so. */
    readonly silent: Series;
    /** Minutes after which both are looked at. Default: 60. */
    readonly after?: number;
    /** Minutes after which the second is looked at, where time alone tells them apart. Default: as the first. */
    readonly silentAfter?: number;
}

/** `name{pod="kafka-N"}` for each of the pods, with a value for each. */
export function pods(name: string, of: "kafka" | "zookeeper", values: readonly string[], more = ""): Series {
    return Object.fromEntries(values.map((value, index) => [`${name}{pod="${of}-${index}"${more}}`, value]));
}

/** {@link pods} of brokers. */
export const kafka = (name: string, ...values: readonly string[]): Series => pods(name, "kafka", values);

/** {@link pods} of servers. */
export const zookeeper = (name: string, ...values: readonly string[]): Series => pods(name, "zookeeper", values);

/** What is the same in each minute of a case. */
export const always = (value: number): string => `${value}x400`;
