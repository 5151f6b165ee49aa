package standin;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.zookeeper.CreateMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registered cluster in use: what its own ZooKeeper says about brokers and topics, kept up to date, and what its brokers say about
 * offsets. The former goes on where no broker lets it in.
 * When the chroot does not exist at registration it is dead for good: it goes on being listed and answers nothing.
 */
final class Cluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private final ClusterConfig config;
    private final Settings settings;
    private final Mailbox mailbox;
    private final CompletableFuture<CuratorCache> ready = new CompletableFuture<>();
    private final CompletableFuture<Consumers> consumers = new CompletableFuture<>();
    private final CuratorFramework client;

    Cluster(ClusterConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
        this.mailbox = new Mailbox("/user/kafka-manager/" + config.name() + "/kafka-state");
        this.client = config.enabled() ? ZooKeepers.connect(config.curator()) : null;
        if (config.enabled() && !config.kafkaVersion().equals(ClusterConfig.oldest)) {
            mailbox.tell(this::start);
        }
    }

    ClusterConfig config() {
        return config;
    }

    private void start() {
        try {
            if (!client.blockUntilConnected(settings.startDeadlineSeconds(), TimeUnit.SECONDS)) {
                log.error("cluster {}: KeeperErrorCode = ConnectionLoss", config.name());
                return;
            }
            if (client.checkExists().forPath("/") == null) {
                log.error("cluster {}: org.apache.zookeeper.KeeperException$NoNodeException: KeeperErrorCode = NoNode for /config/topics", config.name());
                return;
            }
            // The real one's path caches make what they watch.
            for (String path : new String[] {"/brokers/ids", "/brokers/topics", "/config/topics", "/admin/delete_topics"}) {
                ZooKeepers.ensure(client, path, CreateMode.CONTAINER);
            }
            CuratorCache cache = CuratorCache.build(client, "/brokers/ids");
            cache.listenable().addListener(CuratorCacheListener.builder().forInitialized(() -> started(cache)).build());
            cache.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("cluster {}: {}", config.name(), e.toString());
        }
    }

    private void started(CuratorCache cache) {
        ready.complete(cache);
        ClientProperties properties = new ClientProperties(config.security(), settings.consumerProperties());
        consumers.complete(new Consumers(config, properties, new Topics(client), () -> brokers(cache), mailbox));
    }

    /** The brokers that are registered now, by id. */
    List<BrokerIdentity> brokers() throws Mailbox.AskTimeout {
        return brokers(mailbox.await("BVGetView", ready));
    }

    /** What is known of topics and of the groups that read them. */
    Consumers consumers() throws Mailbox.AskTimeout {
        return mailbox.await("KSGetConsumers", consumers);
    }

    private static List<BrokerIdentity> brokers(CuratorCache cache) {
        return cache.stream()
                .filter(node -> node.getPath().startsWith("/brokers/ids/"))
                .map(node -> BrokerIdentity.parse(ZooKeepers.name(node.getPath()), node.getData()))
                .sorted(Comparator.comparingInt(BrokerIdentity::id))
                .toList();
    }

    @Override
    public void close() {
        mailbox.die();
        consumers.thenAccept(Consumers::close);
        if (ready.isDone()) {
            ready.join().close();
        }
        if (client != null) {
            client.close();
        }
    }
}
