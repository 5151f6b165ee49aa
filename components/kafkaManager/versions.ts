/** The newest labels that CMAK 3.0.0.6 accepts, ascending (app/kafka/manager/model/model.scala). Older ones need no mapping here: the program runs Kafka 3. */
const accepted = ["2.4.0", "2.4.1", "2.5.0", "2.5.1", "2.6.0", "2.7.0", "2.8.0", "2.8.1", "3.0.0", "3.1.0"] as const;

/** The newest label CMAK knows. */
const newest = accepted[accepted.length - 1] ?? "3.1.0";

function compare(a: string, b: string): number {
    const left = a.split(".").map(Number);
    const right = b.split(".").map(Number);
    for (let i = 0; i < 3; i++) {
        const difference = (left[i] ?? 0) - (right[i] ?? 0);
        if (difference !== 0) {
            return difference;
        }
    }
    return 0;
}

/**
 * The label to register a Kafka image under: the highest accepted one that is not newer than its tag. The label chooses parsers and
 * lists of settings, it is no protocol check; a label CMAK does not know makes it ignore the cluster without a word.
 * Images without a readable version count as the newest.
 */
export function registeredVersion(kafkaImage: string): string {
    const tag = /:(\d+\.\d+(?:\.\d+)?)[^/]*$/.exec(kafkaImage)?.[1];
    return tag === undefined ? newest : (accepted.filter((label) => compare(label, tag) <= 0).at(-1) ?? accepted[0]);
}
