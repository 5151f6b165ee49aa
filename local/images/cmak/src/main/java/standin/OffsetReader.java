package standin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code __consumer_offsets} as a member of the group {@code KMOffsetCache-HOST}, and by that makes the brokers create this topic,
 * whatever {@code pollConsumers} says; asks for partitions' newest offsets.
 */
final class OffsetReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OffsetReader.class);

    private final Properties properties = new Properties();
    private final Thread thread = new Thread(this::read, "offset-reader");
    private volatile Consumer<byte[], byte[]> reader;
    private volatile boolean closed;

    OffsetReader(String securityProtocol, List<BrokerIdentity> brokers) {
        String servers = brokers.stream()
                .filter(broker -> broker.ports().containsKey(securityProtocol))
                .map(broker -> broker.host() + ":" + broker.ports().get(securityProtocol))
                .collect(Collectors.joining(","));
        properties.put("bootstrap.servers", servers);
        properties.put("security.protocol", securityProtocol.equals("PLAINTEXTSASL") ? "SASL_PLAINTEXT" : securityProtocol);
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("exclude.internal.topics", "false");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "latest");
        properties.put("default.api.timeout.ms", "2000");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        Properties own = new Properties();
        own.putAll(properties);
        own.put("group.id", "KMOffsetCache-" + hostname());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(own)) {
            reader = consumer;
            consumer.subscribe(List.of("__consumer_offsets"));
            while (!closed) {
                consumer.poll(Duration.ofSeconds(1));
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (KafkaException e) {
            log.error("the offsets topic cannot be read: {}", e.toString());
        }
    }

    /** The newest offsets; none when the brokers do not answer in two seconds. */
    Map<Integer, Long> latest(String topic, Collection<Integer> partitions) {
        Map<Integer, Long> latest = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            consumer.endOffsets(partitions.stream().map(number -> new TopicPartition(topic, number)).toList())
                    .forEach((partition, offset) -> latest.put(partition.partition(), offset));
        } catch (KafkaException e) {
            log.warn("offsets of {}: {}", topic, e.toString());
        }
        return latest;
    }

    private static String hostname() {
        try {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> consumer = reader;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
