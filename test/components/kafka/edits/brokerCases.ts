import { of } from "../../../stack/edits/cases";
import type { Case } from "../../../stack/edits/cases";

/** An edit of `kafka:brokers`: old fields, wanted fields. */
export function brokers(old: object, wanted: object, ...edits: string[]): Case {
    return of("brokers", { ...old }, { ...wanted }, ...edits);
}

/** Values for so many copies of every topic, of which one is to spare. */
export function copies(factor: number): Record<string, number> {
    return {
        "default.replication.factor": factor,
        "min.insync.replicas": factor - 1,
        "offsets.topic.replication.factor": factor,
        "transaction.state.log.replication.factor": factor,
        "transaction.state.log.min.isr": factor - 1,
    };
}
