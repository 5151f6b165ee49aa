package standin;

import java.util.List;

/** The labels that Kafka Manager 3.0.0.6 accepts for a cluster's version. They pick parsers; they are no check of the protocol. */
final class KafkaVersions {
    /** What a cluster without a label is taken for, which then does not work. */
    static final String OLDEST = "0.8.1.1";

    static final List<String> ALL = List.of(
            OLDEST, "0.8.2.0", "0.8.2.1", "0.8.2.2", "0.9.0.0", "0.9.0.1", "0.10.0.0", "0.10.0.1", "0.10.1.0", "0.10.1.1",
            "0.10.2.0", "0.10.2.1", "0.11.0.0", "0.11.0.2", "1.0.0", "1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.1.0", "2.1.1",
            "2.2.0", "2.2.1", "2.2.2", "2.3.0", "2.3.1", "2.4.0", "2.4.1", "2.5.0", "2.5.1", "2.6.0", "2.7.0", "2.8.0", "2.8.1",
            "3.0.0", "3.1.0");

    static boolean accepts(String label) {
        return ALL.contains(label);
    }

    private KafkaVersions() {}
}
