import { liveFacts } from "../../../stack/guard/liveFacts";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { readIn, seen } from "./objects";

/** What `kafka-topics.sh --describe` prints. */
export const described = [
    "Topic: orders\tTopicId: x\tPartitionCount: 2\tReplicationFactor: 2\tConfigs: ",
    "\tTopic: orders\tPartition: 0\tLeader: 0\tReplicas: 0,3\tIsr: 0,3\tElr: \tLastKnownElr: ",
    "\tTopic: orders\tPartition: 1\tLeader: 11\tReplicas: 11,0\tIsr: 0\tElr: \tLastKnownElr: ",
].join("\n");

/** What is found out about an edit in a cluster with these objects, in which the tools print `described`; and what was asked for. */
export async function facts(
    old: Groups,
    wanted: Groups,
    objects: Readonly<Record<string, object>> = {},
    printed: string | undefined = described,
): Promise<readonly [Facts, readonly string[]]> {
    const asked: string[] = [];
    const before = settingsOf(old);
    const live = await seen(objects);
    const found = await liveFacts(judge(before, settingsOf(wanted)), before, live, {
        read: (object) => {
            asked.push(`${object.kind} ${object.metadata.name}`);
            return readIn(objects)(object);
        },
        run: ({ pod }, [tool = ""]) => {
            asked.push(`${pod} ${tool.split("/").at(-1) ?? ""}`);
            return Promise.resolve(printed);
        },
    });
    return [found, asked];
}
