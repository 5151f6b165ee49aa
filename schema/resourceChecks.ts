import { MiB, quantity } from "../model/quantity";
import type { Problem } from "./problems";
import type { Settings } from "../stack/settings";

type Part = "zookeeper" | "brokers" | "kafkaManager";

/**
 * Memory that a JVM takes beside its heap, in MiB, at the least: threads, classes, buffers.
 * Kafka Manager was measured at 100 to 180 in light use; a broker shares its limit with one Java tool at a time, of about 120 (ready.sh, leave.sh).
 */
const beside: Readonly<Record<Part, number>> = { zookeeper: 64, brokers: 256, kafkaManager: 96 };

/** Rules about processor time and memory. */
export function resources(settings: Settings): Problem[] {
    const parts: readonly Part[] = settings.kafkaManager.enabled
        ? ["zookeeper", "brokers", "kafkaManager"]
        : ["zookeeper", "brokers"];
    return parts.flatMap((part) => [...cpuLimit(part, settings), ...heap(part, settings)]);
}

function cpuLimit(part: Part, settings: Settings): Problem[] {
    const { cpu, cpuLimit: limit } = settings[part];
    return limit !== undefined && quantity(limit) < quantity(cpu)
        ? [
              {
                  path: [part, "cpuLimit"],
                  value: limit,
                  rule: `must be at least kafka:${part}.cpu (${cpu})`,
                  advice: "raise it, or remove it",
                  about: [[part, "cpu"]],
              },
          ]
        : [];
}

/** A container whose JVM outgrows the memory limit is killed without a word in its log. */
function heap(part: Part, settings: Settings): Problem[] {
    const { memory, heap: asked } = settings[part];
    if (asked === undefined) {
        return [];
    }
    const limit = quantity(memory) / MiB;
    const most = Math.floor(Math.min(0.8 * limit, limit - beside[part]));
    return quantity(asked) / MiB > most
        ? [
              {
                  path: [part, "heap"],
                  value: asked,
                  rule: `must be at most ${most}Mi, to leave the rest of kafka:${part}.memory (${memory}) to the JVM itself`,
                  advice: "lower it, raise the memory, or remove it",
                  about: [[part, "memory"]],
              },
          ]
        : [];
}
