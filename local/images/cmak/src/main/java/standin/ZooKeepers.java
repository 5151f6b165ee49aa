package standin;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.BoundedExponentialBackoffRetry;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;

/** Connections to ZooKeeper, and the few operations on them. */
final class ZooKeepers {
    /** Starts to connect; answers may be late, so check that it is connected. */
    static CuratorFramework connect(ClusterConfig.Curator to) {
        // Curator itself allows no more than 29 retries.
        int retries = Math.min(Math.max(to.zkMaxRetry(), 1), 29);
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(to.zkConnect())
                .retryPolicy(new BoundedExponentialBackoffRetry(to.baseSleepTimeMs(), to.maxSleepTimeMs(), retries))
                // Its configuration node lies outside a chroot.
                .ensembleTracker(false)
                .build();
        client.start();
        return client;
    }

    /** Makes a node and its parents where they are missing. */
    static void ensure(CuratorFramework client, String path, CreateMode mode) throws Exception {
        try {
            if (client.checkExists().forPath(path) == null) {
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
