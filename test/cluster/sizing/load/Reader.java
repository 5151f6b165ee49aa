import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topic from its beginning, all partitions by itself. */
final class Reader {
    private final Topic topic;
    private final Sequences read;
    private volatile Map<TopicPartition, Long> positions = Map.of();

    Reader(Topic topic) {
        this.topic = topic;
        this.read = new Sequences(topic.keys());
    }

    /** Everything that was read so far. */
    Sequences read() {
        return read;
    }

    /** Reads for ever. Its offsets are committed now and then, so that the topic of the offsets exists and is written to. */
    void follow() {
        Properties properties = properties();
        properties.put("group.id", "load");
        properties.put("enable.auto.commit", "true");
        try (Consumer<String, String> consumer = begin(properties)) {
            while (true) {
                take(consumer);
            }
        }
    }

    /** Reads up to these offsets, and returns. */
    void readTo(Map<TopicPartition, Long> ends) {
        Properties properties = properties();
        properties.put("enable.auto.commit", "false");
        try (Consumer<String, String> consumer = begin(properties)) {
            while (!hasReached(ends)) {
                take(consumer);
            }
        }
    }

    boolean hasReached(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> now = positions;
        return ends.entrySet().stream().allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** The offsets behind the last acknowledged records. */
    Map<TopicPartition, Long> ends() {
        try (Consumer<String, String> consumer = new KafkaConsumer<>(properties())) {
            return consumer.endOffsets(topic.partitions(), Duration.ofMinutes(2));
        }
    }

    private Properties properties() {
        Properties properties = topic.client();
        properties.put("key.deserializer", StringDeserializer.class.getName());
        properties.put("value.deserializer", StringDeserializer.class.getName());
        // An offset that is gone is a loss: it must not be passed over.
        properties.put("auto.offset.reset", "none");
        properties.put("default.api.timeout.ms", Long.toString(Duration.ofMinutes(5).toMillis()));
        return properties;
    }

    private Consumer<String, String> begin(Properties properties) {
        Consumer<String, String> consumer = new KafkaConsumer<>(properties);
        List<TopicPartition> partitions = topic.partitions();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, 0));
        return consumer;
    }

    private void take(Consumer<String, String> consumer) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
            String[] parts = record.value().split(":");
            read.note(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        Map<TopicPartition, Long> next = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            next.put(partition, consumer.position(partition));
        }
        positions = next;
    }
}
