/** What Kafka 3.9 says about one broker property. */
export interface BrokerProperty {
    readonly type: "boolean" | "class" | "double" | "int" | "list" | "long" | "password" | "short" | "string";
    readonly min?: number;
    readonly max?: number;
    /** A number out of these bounds that is allowed all the same. */
    readonly or?: number;
    /** The only values, for `list` the only items. */
    readonly words?: readonly string[];
    /** What a text must match, and the same in words. */
    readonly shape?: { readonly pattern: RegExp; readonly rule: string };
    /** Of numbers: what holds where none is set. */
    readonly default?: number;
}
