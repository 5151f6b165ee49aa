package standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.zookeeper.CreateMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main actor: knows which clusters are registered, from the znodes below {@code configs}, by a watch and every ten seconds.
 * A new cluster is used at once; a changed one is pending until the next tick; a good one whose znode turned bad stays as it was.
 */
final class Registry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Registry.class);
    private static final String root = "/kafka-manager";
    private static final String configs = root + "/configs";
    private static final int updateSeconds = 10;

    private final Settings settings;
    private final Mailbox mailbox = new Mailbox("/user/kafka-manager");
    private final CuratorFramework client;
    private final CuratorCache cache;
    /** What was last understood of each znode, by the znode's name. */
    private final Map<String, ClusterConfig> understood = new TreeMap<>();
    private final Map<String, Cluster> active = new LinkedHashMap<>();
    private final Map<String, ClusterConfig> pending = new LinkedHashMap<>();
    /** How many znodes could not be understood when they were last read. */
    private int misunderstood;

    private volatile boolean starting = true;

    Registry(Settings settings) {
        this.settings = settings;
        this.client = ZooKeepers.connect(new ClusterConfig.Curator(settings.zkHosts(), 100, 100, 1000));
        this.cache = CuratorCache.build(client, configs);
        mailbox.tell(this::start);
    }

    /** Whether it still waits for ZooKeeper, for the first time. */
    boolean starting() {
        return starting;
    }

    /** What is registered, disabled clusters as active too; that a cluster is listed does not mean that it works. */
    ObjectNode clusters() throws Mailbox.AskTimeout {
        return mailbox.ask("kafka.manager.model.ActorModel$KMGetAllClusters$", () -> {
            ObjectNode all = Json.object();
            ObjectNode clusters = all.putObject("clusters");
            ArrayNode inUse = clusters.putArray("active");
            active.values().forEach(cluster -> inUse.add(cluster.config().status()));
            ArrayNode changed = clusters.putArray("pending");
            pending.values().forEach(config -> changed.add(config.status()));
            return all;
        });
    }

    /** Throws IllegalArgumentException when it is not registered, disabled or pending. */
    Cluster find(String name) throws Mailbox.AskTimeout {
        Cluster cluster = mailbox.ask("KMClusterQueryRequest", () -> active.get(name));
        if (cluster == null || !cluster.config().enabled()) {
            throw new IllegalArgumentException("Unknown cluster : " + name);
        }
        return cluster;
    }

    private void start() {
        try {
            if (!client.blockUntilConnected(settings.startDeadlineSeconds(), TimeUnit.SECONDS)) {
                mailbox.die();
                log.error("akka.actor.ActorInitializationException: akka://kafka-manager-system/user/kafka-manager: exception during creation, "
                        + "caused by KeeperErrorCode = ConnectionLoss: nothing but a restart helps now");
                return;
            }
            for (String path : new String[] {root + "/clusters", root + "/deleteClusters", configs}) {
                ZooKeepers.ensure(client, path, CreateMode.PERSISTENT);
            }
            cache.listenable().addListener(CuratorCacheListener.builder().forAll((type, old, now) -> mailbox.tell(this::update)).build());
            cache.start();
            mailbox.tick(updateSeconds, this::tick);
            log.info("Started actor akka://kafka-manager-system/user/kafka-manager on {}", settings.zkHosts());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            mailbox.die();
            log.error("akka.actor.ActorInitializationException: exception during creation", e);
        } finally {
            starting = false;
        }
    }

    private void tick() {
        update();
        for (int i = 0; i < misunderstood; i++) {
            // Names neither the cluster nor the cause, as the real one.
            log.error("Failed to deserialize cluster config");
        }
        pending.values().forEach(this::activate);
        pending.clear();
    }

    /** Compares what the znodes say with what is used. */
    private void update() {
        Map<String, ClusterConfig> wanted = read();
        active.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                log.info("Removing cluster {}", entry.getKey());
                entry.getValue().close();
            }
            return gone;
        });
        pending.keySet().retainAll(wanted.keySet());
        wanted.forEach((name, config) -> {
            Cluster used = active.get(name);
            if (used != null && !used.config().equals(config)) {
                active.remove(name).close();
                pending.put(name, config);
            } else if (used == null && pending.containsKey(name)) {
                pending.put(name, config);
            } else if (used == null) {
                activate(config);
            }
        });
    }

    private void activate(ClusterConfig config) {
        log.info("Adding cluster {}", config.status());
        active.put(config.name(), new Cluster(config, settings));
    }

    /** Reads the znodes from the cache: never waits for ZooKeeper. The JSON's name counts, not the znode's. */
    private Map<String, ClusterConfig> read() {
        Map<String, byte[]> nodes = new TreeMap<>();
        cache.stream()
                .filter(child -> child.getPath().startsWith(configs + "/"))
                .forEach(child -> nodes.put(ZooKeepers.name(child.getPath()), child.getData()));
        understood.keySet().retainAll(nodes.keySet());
        misunderstood = 0;
        nodes.forEach((znode, data) -> {
            try {
                understood.put(znode, ClusterConfig.parse(data));
            } catch (IllegalArgumentException e) {
                misunderstood++;
            }
        });
        Map<String, ClusterConfig> byName = new LinkedHashMap<>();
        understood.values().forEach(config -> byName.put(config.name(), config));
        return byName;
    }

    @Override
    public void close() {
        mailbox.die();
        active.values().forEach(Cluster::close);
        cache.close();
        client.close();
    }
}
