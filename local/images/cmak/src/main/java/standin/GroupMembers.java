package standin;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers who is in a group, by Kafka Manager's only AdminClient. The client is made at the first question, which is lost by
 * that; a question that fails, for want of rights too, is answered by nothing, not even a line in the log.
 */
final class GroupMembers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GroupMembers.class);

    private final ClientProperties properties;
    private final Supplier<List<BrokerIdentity>> brokers;
    private Admin client;

    GroupMembers(ClientProperties properties, Supplier<List<BrokerIdentity>> brokers) {
        this.properties = properties;
        this.brokers = brokers;
    }

    /** Does not wait; {@code found} is told each group's owners of partitions later, by a thread of its own. */
    synchronized void ask(Collection<String> groups, BiConsumer<String, List<OffsetRecord.Owner>> found) {
        if (client == null) {
            log.error("AdminClient not initialized yet, cannot process request : KAGetGroupSummary({})", groups);
            connect();
            return;
        }
        client.describeConsumerGroups(groups, new DescribeConsumerGroupsOptions().timeoutMs(1000)).all().whenComplete((all, error) -> {
            if (error == null) {
                all.forEach((group, described) -> found.accept(group, described.members().stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream()
                                .map(partition -> new OffsetRecord.Owner(member.consumerId() + ":" + member.host(), partition)))
                        .toList()));
            }
        });
    }

    private void connect() {
        List<BrokerIdentity> known = brokers.get();
        if (known.isEmpty()) {
            return;
        }
        try {
            client = Admin.create(properties.members(known));
        } catch (RuntimeException e) {
            log.error("Failed to create admin client with brokerlist : {}", known, e);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close(Duration.ZERO);
        }
    }
}
