import { topicText } from "../../../model/brokerProperties/topics";
import type { TopicSettings } from "./settings";

/**
 * The topics as topics-plan.awk reads them: for each a line of words between tabs, its name, its partitions and its copies (`-` where the stack file
 * does not say), and its properties, `NAME=VALUE` with the value as JSON has it, sorted by name. In the order of the file.
 */
export function topicLines(topics: readonly TopicSettings[]): string {
    return topics
        .map(({ name, partitions, replication, config }) => {
            const properties = Object.entries(config)
                .map(([property, value]) => `${property}=${JSON.stringify(topicText(property, value))}`)
                .sort();
            return `${[name, partitions ?? "-", replication ?? "-", ...properties].join("\t")}\n`;
        })
        .join("");
}
