package standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** What the API says about topics and the groups that read them. The names of topics come from ZooKeeper, every offset from a broker. */
final class Consumers implements AutoCloseable {
    /** The kind of groups that commit to Kafka; the other kind, {@code ZK}, has no groups any more. */
    private static final String ofKafka = "KF";

    private final Topics topics;
    private final LatestOffsets latest;
    private final GroupMembers members;
    /** Null when no broker was registered at the start: it is never made later. */
    private final CommittedOffsets committed;
    /** The lag of each group in each of its topics, as it was at the last look. */
    private volatile Map<String, Map<String, Optional<Long>>> lags = Map.of();

    Consumers(
            ClusterConfig config, ClientProperties properties, Topics topics, Supplier<List<BrokerIdentity>> brokers, Mailbox mailbox) {
        this.topics = topics;
        this.members = new GroupMembers(properties, brokers);
        List<BrokerIdentity> atStart = brokers.get();
        int period = config.tuning("kafkaManagedOffsetMetadataCheckMillis");
        this.committed = atStart.isEmpty() ? null : new CommittedOffsets(config.name(), properties, atStart, members, period);
        this.latest = new LatestOffsets(properties, topics, brokers, config.tuning("partitionOffsetCacheTimeoutSecs"));
        if (config.pollConsumers()) {
            mailbox.tick(config.tuning("brokerViewUpdatePeriodSeconds"), this::look);
        }
    }

    /** {@code topics}. */
    ObjectNode topics() {
        ObjectNode json = Json.object();
        topics.names().forEach(json.putArray("topics")::add);
        return json;
    }

    /** {@code consumersSummary}: every group that has committed since the start; topics and lags are those of the last look. */
    ObjectNode summary() {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("consumers");
        groups().keySet().forEach(group -> {
            ObjectNode entry = all.addObject().put("name", group).put("type", ofKafka);
            Map<String, Optional<Long>> seen = lags.get(group);
            if (seen != null) {
                ArrayNode names = entry.putArray("topics");
                ObjectNode byTopic = entry.putObject("lags");
                seen.forEach((topic, lag) -> {
                    names.add(topic);
                    lag.ifPresent(records -> byTopic.put(topic, records));
                });
            }
        });
        return json;
    }

    /** {@code groupSummary}: an object for each topic that a group reads; none for a group that is unknown. */
    ObjectNode group(String group, String type) {
        ObjectNode json = Json.object();
        if (isOfKafka(type)) {
            groups().getOrDefault(group, Set.of()).forEach(topic -> json.set(topic, topic(group, topic, type)));
        }
        return json;
    }

    /**
     * {@code topicSummary}, of any group, known or not. {@code partitionLatestOffsets} is empty, and {@code totalLag} null, for as long
     * as no leader of a partition has let it in; {@code partitionOffsets} is -1 for as long as the group has not committed.
     */
    ObjectNode topic(String group, String topic, String type) {
        boolean kafka = isOfKafka(type);
        TreeSet<Integer> partitions = topics.partitions(topic);
        ArrayNode offsets = Json.array();
        ArrayNode owners = Json.array();
        int owned = 0;
        for (int partition : partitions) {
            if (!kafka) {
                offsets.add(-1);
            } else if (committed != null) {
                TopicPartition of = new TopicPartition(topic, partition);
                String owner = committed.owner(group, of);
                offsets.add(committed.offset(group, of));
                owners.add(owner);
                owned += owner.isEmpty() ? 0 : 1;
            }
        }
        Map<Integer, Long> ends = latest.of(topic);
        ArrayNode known = Json.array();
        partitions.stream().filter(ends::containsKey).forEach(partition -> known.add(ends.get(partition)));
        ObjectNode json = Json.object();
        json.put("totalLag", lag(group, topic, kafka).orElse(null));
        json.put("percentageCovered", partitions.isEmpty() ? 100 : 100 * owned / partitions.size());
        json.set("partitionOffsets", offsets);
        json.set("partitionLatestOffsets", known);
        json.set("owners", owners);
        return json;
    }

    /** Records that a group has still to read where it has committed; only told when the end of every partition is known. */
    private Optional<Long> lag(String group, String topic, boolean kafka) {
        Map<Integer, Long> ends = latest.of(topic);
        TreeSet<Integer> partitions = topics.partitions(topic);
        if (!ends.keySet().equals(partitions)) {
            return Optional.empty();
        }
        long records = 0;
        for (int partition : partitions) {
            long offset = kafka && committed != null ? committed.offset(group, new TopicPartition(topic, partition)) : -1;
            records += offset == -1 ? 0 : ends.get(partition) - offset;
        }
        return Optional.of(records);
    }

    private Map<String, Set<String>> groups() {
        return committed == null ? Map.of() : committed.groups();
    }

    private void look() {
        Map<String, Map<String, Optional<Long>>> seen = new HashMap<>();
        groups().forEach((group, read) -> {
            Map<String, Optional<Long>> byTopic = new TreeMap<>();
            read.forEach(topic -> byTopic.put(topic, lag(group, topic, true)));
            seen.put(group, byTopic);
        });
        lags = seen;
    }

    private static boolean isOfKafka(String type) {
        String upper = type.toUpperCase(Locale.ROOT);
        if (!upper.equals(ofKafka) && !upper.equals("ZK")) {
            throw new IllegalArgumentException("Unknown consumer type : " + type);
        }
        return upper.equals(ofKafka);
    }

    @Override
    public void close() {
        latest.close();
        if (committed != null) {
            committed.close();
        }
        members.close();
        topics.close();
    }
}
