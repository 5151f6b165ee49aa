package standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.zookeeper.CreateMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registered cluster in use: what its own ZooKeeper says about brokers and topics, kept up to date.
 * When the chroot does not exist at registration it is dead for good: it goes on being listed and answers nothing.
 */
final class Cluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private final ClusterConfig config;
    private final Settings settings;
    private final Mailbox mailbox;
    private final CompletableFuture<CuratorCache> ready = new CompletableFuture<>();
    private final CuratorFramework client;
    private final JmxPoller jmx;
    private OffsetReader offsets;

    Cluster(ClusterConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
        this.mailbox = new Mailbox("/user/kafka-manager/" + config.name() + "/kafka-state");
        this.client = config.enabled() ? ZooKeepers.connect(config.curator()) : null;
        this.jmx = new JmxPoller(config, this::brokers);
        if (config.enabled() && !config.kafkaVersion().equals(KafkaVersions.OLDEST)) {
            mailbox.tell(this::start);
        }
    }

    ClusterConfig config() {
        return config;
    }

    JmxPoller jmx() {
        return jmx;
    }

    private void start() {
        try {
            if (!client.blockUntilConnected(settings.startDeadlineSeconds(), TimeUnit.SECONDS)) {
                log.error("cluster {}: KeeperErrorCode = ConnectionLoss", config.name());
                return;
            }
            if (!ZooKeepers.exists(client, "/")) {
                log.error("cluster {}: org.apache.zookeeper.KeeperException$NoNodeException: KeeperErrorCode = NoNode for /config/topics", config.name());
                return;
            }
            // The real one's path caches make what they watch.
            for (String path : new String[] {"/brokers/ids", "/brokers/topics", "/config/topics", "/admin/delete_topics"}) {
                ZooKeepers.ensure(client, path, CreateMode.CONTAINER);
            }
            CuratorCache cache = CuratorCache.build(client, "/brokers");
            cache.listenable().addListener(CuratorCacheListener.builder().forInitialized(() -> initialized(cache)).build());
            cache.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("cluster {}: {}", config.name(), e.toString());
        }
    }

    private void initialized(CuratorCache cache) {
        ready.complete(cache);
        if (config.flag("jmxEnabled")) {
            jmx.start(config.tuning().getOrDefault("brokerViewUpdatePeriodSeconds", settings.brokerViewSeconds()));
        }
        // Only once, as in the real one: brokers that come later are not read from.
        List<BrokerIdentity> brokers = brokersOf(cache);
        if (brokers.isEmpty()) {
            log.error("cluster {}: Cannot consume from offset topic when there are no brokers!", config.name());
        } else {
            offsets = new OffsetReader(config.securityProtocol(), brokers);
        }
    }

    /** The brokers that are registered now, by id. */
    List<BrokerIdentity> brokers() throws Mailbox.AskTimeout {
        return brokersOf(mailbox.await("BVGetView", ready));
    }

    private static List<BrokerIdentity> brokersOf(CuratorCache cache) {
        List<BrokerIdentity> brokers = new ArrayList<>();
        cache.stream()
                .filter(node -> node.getPath().startsWith("/brokers/ids/"))
                .forEach(node -> brokers.add(BrokerIdentity.parse(ZooKeepers.name(node.getPath()), node.getData())));
        brokers.sort(Comparator.comparingInt(BrokerIdentity::id));
        return brokers;
    }

    /** The topics, by name. */
    Map<String, Topic> topics() throws Mailbox.AskTimeout {
        CuratorCache cache = mailbox.await("KSGetTopics", ready);
        Map<String, JsonNode> nodes = new TreeMap<>();
        cache.stream()
                .filter(node -> node.getPath().startsWith("/brokers/topics/") && node.getData() != null && node.getData().length > 0)
                .forEach(node -> nodes.put(node.getPath().substring("/brokers/topics/".length()), Json.parse(node.getData())));
        Map<String, Topic> topics = new TreeMap<>();
        nodes.forEach((path, json) -> {
            if (!path.contains("/")) {
                topics.put(path, Topic.of(path, json, nodes));
            }
        });
        return topics;
    }

    /** The newest offset of each of a topic's partitions; empty while they are not known. */
    Map<Integer, Long> latestOffsets(Topic topic) {
        return offsets == null ? Map.of() : offsets.latest(topic.name(), topic.partitions().keySet());
    }

    @Override
    public void close() {
        mailbox.stop();
        jmx.close();
        if (offsets != null) {
            offsets.close();
        }
        if (ready.isDone()) {
            ready.join().close();
        }
        if (client != null) {
            client.close();
        }
    }
}
