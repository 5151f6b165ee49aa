package standin;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What groups have committed since the start, read from {@code __consumer_offsets}, and who owns the partitions. A client that cannot be
 * made (no listener of the protocol, no JAAS section) ends it for good; one that is not let in goes on trying, without an end.
 */
final class CommittedOffsets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CommittedOffsets.class);
    private static final String topic = "__consumer_offsets";

    private record Key(String group, TopicPartition partition) {}

    private final String cluster;
    private final ClientProperties properties;
    private final List<BrokerIdentity> brokers;
    private final GroupMembers members;
    private final int membersPeriodMillis;
    private final Map<Key, Long> offsets = new ConcurrentHashMap<>();
    private final Map<Key, String> owners = new ConcurrentHashMap<>();
    private volatile boolean closed;

    CommittedOffsets(
            String cluster, ClientProperties properties, List<BrokerIdentity> brokers, GroupMembers members, int membersPeriodMillis) {
        this.cluster = cluster;
        this.properties = properties;
        this.brokers = brokers;
        this.members = members;
        this.membersPeriodMillis = membersPeriodMillis;
        Thread thread = new Thread(this::run, "KafkaManagedOffsetCache");
        thread.setDaemon(true);
        thread.start();
    }

    /** Every group that has committed since the start, with its topics. */
    Map<String, Set<String>> groups() {
        Map<String, Set<String>> groups = new TreeMap<>();
        offsets.keySet().forEach(key -> groups.computeIfAbsent(key.group(), any -> new TreeSet<>()).add(key.partition().topic()));
        return groups;
    }

    /** -1 where nothing was committed since the start. */
    long offset(String group, TopicPartition partition) {
        return offsets.getOrDefault(new Key(group, partition), -1L);
    }

    /** Empty where nobody is known. */
    String owner(String group, TopicPartition partition) {
        return owners.getOrDefault(new Key(group, partition), "");
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties.committedOffsets(brokers))) {
            consumer.subscribe(Collections.singletonList(topic));
            log.info("Consumer created for kafka offset topic consumption for cluster {}", cluster);
            poll(consumer);
        } catch (RuntimeException e) {
            log.error("Failed to create consumer for offset topic for cluster {}", cluster, e);
        }
        log.info("KafkaManagedOffsetCache shut down for cluster {}", cluster);
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer) {
        long asked = System.currentTimeMillis();
        while (!closed) {
            if (asked + membersPeriodMillis < System.currentTimeMillis()) {
                askForOwners();
                asked = System.currentTimeMillis();
            }
            try {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            } catch (RuntimeException e) {
                log.warn("Failed to process a message from offset topic on cluster {}!", cluster, e);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        OffsetRecord parsed = OffsetRecord.parse(ByteBuffer.wrap(record.key()), ByteBuffer.wrap(record.value()));
        if (parsed instanceof OffsetRecord.Commit commit) {
            offsets.put(new Key(commit.group(), commit.partition()), commit.offset());
        } else if (parsed instanceof OffsetRecord.Members now) {
            now.owners().forEach(owner -> owners.put(new Key(now.group(), owner.partition()), owner.name()));
        }
    }

    /** For the groups whose last rebalance was before the start. */
    private void askForOwners() {
        Set<String> groups = offsets.keySet().stream().filter(key -> !owners.containsKey(key)).map(Key::group).collect(Collectors.toSet());
        if (!groups.isEmpty()) {
            log.info("Backfilling group metadata for {}", groups);
            members.ask(groups, (group, found) -> found.forEach(
                    owner -> owners.putIfAbsent(new Key(group, owner.partition()), owner.name())));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
