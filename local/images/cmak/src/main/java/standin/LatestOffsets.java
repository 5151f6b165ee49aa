package standin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of every partition, asked of its leader every few seconds, each time by a new client that authenticates anew. One broker that
 * does not answer, or one topic that the user may not describe, and the round counts for nothing: what was known goes on being shown.
 */
final class LatestOffsets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LatestOffsets.class);

    private final ClientProperties properties;
    private final Topics topics;
    private final Supplier<List<BrokerIdentity>> brokers;
    private final int periodSeconds;
    private final Thread thread = new Thread(this::run, "KafkaTopicOffsetGetter");
    private volatile Map<String, Map<Integer, Long>> shown = Map.of();

    LatestOffsets(ClientProperties properties, Topics topics, Supplier<List<BrokerIdentity>> brokers, int periodSeconds) {
        this.properties = properties;
        this.topics = topics;
        this.brokers = brokers;
        this.periodSeconds = periodSeconds;
        thread.setDaemon(true);
        thread.start();
    }

    /** By partition; empty until a round has succeeded since the topic was made. */
    Map<Integer, Long> of(String topic) {
        return shown.getOrDefault(topic, Map.of());
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                ask();
            } catch (RuntimeException e) {
                log.error("KafkaTopicOffsetGetter exception ", e);
            }
            try {
                TimeUnit.SECONDS.sleep(periodSeconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void ask() {
        Map<String, Map<Integer, Long>> known = new HashMap<>();
        shown.forEach((topic, offsets) -> known.put(topic, new HashMap<>(offsets)));
        partitionsByLeader().forEach((broker, partitions) -> {
            Properties client = properties.latestOffsets(broker);
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client)) {
                consumer.endOffsets(partitions).forEach((partition, end) -> known
                        .computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                        .put(partition.partition(), end));
            } catch (RuntimeException e) {
                log.error("consumerProperties:{}", client, e);
                throw e;
            }
        });
        shown = known;
    }

    private Map<BrokerIdentity, List<TopicPartition>> partitionsByLeader() {
        Map<Integer, BrokerIdentity> byId = new HashMap<>();
        brokers.get().forEach(broker -> byId.put(broker.id(), broker));
        Map<BrokerIdentity, List<TopicPartition>> all = new LinkedHashMap<>();
        for (String topic : topics.names()) {
            topics.leaders(topic).forEach((partition, leader) -> {
                BrokerIdentity broker = byId.get(leader);
                if (broker != null) {
                    all.computeIfAbsent(broker, any -> new ArrayList<>()).add(new TopicPartition(topic, partition));
                }
            });
        }
        return all;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
