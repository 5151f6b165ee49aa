import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic that is written to and read from, by clients with these properties. */
record Topic(Properties client, String name, short replication) {
    private static final int PARTITIONS = 6;

    int keys() {
        return 2 * PARTITIONS;
    }

    int partitionOf(int key) {
        return key % PARTITIONS;
    }

    List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(name, partition)).toList();
    }

    /** A copy of what every client of it starts from. */
    @Override
    public Properties client() {
        Properties properties = new Properties();
        properties.putAll(client);
        return properties;
    }

    void make() throws InterruptedException, ExecutionException {
        // Its records must outlive every edit of the brokers' retention.
        Map<String, String> kept = Map.of("retention.ms", "-1");
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(name, PARTITIONS, replication).configs(kept))).all().get();
        } catch (ExecutionException error) {
            if (!(error.getCause() instanceof TopicExistsException)) {
                throw error;
            }
        }
    }
}
