package standin;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/** Connections to ZooKeeper, and the few operations on them. */
final class ZooKeepers {
    private static final int CONNECT_MILLIS = 15_000;
    private static final int SESSION_MILLIS = 60_000;

    /** Starts to connect; answers may be late, so check that it is connected. */
    static CuratorFramework connect(ClusterConfig.Curator to) {
        // Curator itself allows no more than 29 retries.
        int retries = Math.min(Math.max(to.zkMaxRetry(), 1), 29);
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(to.zkConnect())
                .connectionTimeoutMs(CONNECT_MILLIS)
                .sessionTimeoutMs(SESSION_MILLIS)
                .retryPolicy(new BoundedExponentialBackoffRetry(to.baseSleepTimeMs(), to.maxSleepTimeMs(), retries))
                // Its configuration node lies outside a chroot.
                .ensembleTracker(false)
                .build();
        client.start();
        return client;
    }

    static boolean exists(CuratorFramework client, String path) throws Exception {
        return client.checkExists().forPath(path) != null;
    }

    /** Makes a node and its parents where they are missing. */
    static void ensure(CuratorFramework client, String path, CreateMode mode) throws Exception {
        try {
            if (!exists(client, path)) {
                client.create().creatingParentsIfNeeded().withMode(mode).forPath(path, new byte[0]);
            }
        } catch (KeeperException.NodeExistsException e) {
            // Somebody else was faster.
        }
    }

    /** The last part of a path. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private ZooKeepers() {}
}
