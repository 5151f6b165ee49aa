package standin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * What changes the registered clusters: writes to ZooKeeper, on a thread of its own, so that the main actor goes on answering while
 * ZooKeeper is away. A command that did not end in time is carried out later all the same.
 */
final class Commands {
    private final Registry registry;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "commands");
        made.setDaemon(true);
        return made;
    });

    Commands(Registry registry) {
        this.registry = registry;
    }

    /** @throws IllegalArgumentException when there is one of that name already */
    void add(ClusterConfig config) throws Mailbox.AskTimeout {
        run("KMAddCluster", client -> {
            require(!ZooKeepers.exists(client, configPath(config.name())), "Cluster already exists : " + config.name());
            client.create().creatingParentsIfNeeded().withMode(CreateMode.PERSISTENT).forPath(configPath(config.name()), config.bytes());
        });
    }

    /** Replaces every field, of the cluster that the configuration names. */
    void update(ClusterConfig config) throws Mailbox.AskTimeout {
        run("KMUpdateCluster", client -> {
            require(ZooKeepers.exists(client, configPath(config.name())), "Cannot update non-existing cluster : " + config.name());
            client.setData().forPath(configPath(config.name()), config.bytes());
        });
    }

    void enable(String name, boolean enabled) throws Mailbox.AskTimeout {
        run(enabled ? "KMEnableCluster" : "KMDisableCluster", client -> {
            ClusterConfig now = known(client, name);
            require(now.enabled() != enabled, "Cluster already " + (enabled ? "enabled" : "disabled") + " : " + name);
            client.setData().forPath(configPath(name), now.withEnabled(enabled).bytes());
        });
    }

    /** Marks a disabled cluster; the next tick deletes it. */
    void delete(String name) throws Mailbox.AskTimeout {
        // The main actor's own view decides: a change that is still pending does not count.
        boolean disabled = registry.mailbox().ask("KMDeleteCluster", () -> {
            Cluster used = registry.active().get(name);
            return used != null && !used.config().enabled();
        });
        run("KMDeleteCluster", client -> {
            require(disabled, "Cluster not disabled : " + name);
            ZooKeepers.ensure(client, registry.path("deleteClusters/" + name), CreateMode.PERSISTENT);
        });
    }

    private ClusterConfig known(CuratorFramework client, String name) throws Exception {
        require(ZooKeepers.exists(client, configPath(name)), "Cannot find cluster : " + name);
        return ClusterConfig.parse(client.getData().forPath(configPath(name)));
    }

    private String configPath(String name) {
        return registry.path("configs/" + name);
    }

    private interface Write {
        void on(CuratorFramework client) throws Exception;
    }

    private void run(String type, Write write) throws Mailbox.AskTimeout {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Callable<Void> work = () -> {
            try {
                registry.client().blockUntilConnected();
                write.on(registry.client());
                answer.complete(null);
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
            return null;
        };
        // By way of the main actor: one that has not started yet keeps the message, a dead one loses it.
        registry.mailbox().tell(() -> thread.submit(work));
        registry.mailbox().await(type, answer);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("requirement failed: " + message);
        }
    }

    /** Gives a command that is being carried out a moment to end. */
    void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(1, TimeUnit.SECONDS);
    }
}
