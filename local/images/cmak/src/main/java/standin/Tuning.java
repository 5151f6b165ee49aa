package standin;

import java.util.LinkedHashMap;
import java.util.Map;

/** The 18 integers that a cluster may set, with the server's defaults for those that it does not. */
final class Tuning {
    static final Map<String, Integer> DEFAULTS = defaults();

    /** The least and the greatest value that the form accepts. */
    static int[] range(String name) {
        if (name.endsWith("PoolSize")) return new int[] {2, 1000};
        if (name.endsWith("PoolQueueSize")) return new int[] {10, 10_000};
        if (name.endsWith("PeriodSeconds")) return new int[] {10, 1000};
        if (name.endsWith("TimeoutSecs")) return new int[] {5, 100};
        if (name.endsWith("CheckMillis")) return new int[] {10_000, 120_000};
        if (name.endsWith("CacheSize")) return new int[] {10_000, 100_000_000};
        return new int[] {1, 100};
    }

    private static Map<String, Integer> defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("brokerViewUpdatePeriodSeconds", 30);
        for (String pool : new String[] {"clusterManager", "kafkaCommand", "logkafkaCommand"}) {
            all.put(pool + "ThreadPoolSize", 2);
            all.put(pool + "ThreadPoolQueueSize", 100);
        }
        all.put("logkafkaUpdatePeriodSeconds", 30);
        all.put("partitionOffsetCacheTimeoutSecs", 5);
        for (String pool : new String[] {"brokerView", "offsetCache", "kafkaAdminClient"}) {
            all.put(pool + "ThreadPoolSize", processors);
            all.put(pool + "ThreadPoolQueueSize", 1000);
        }
        all.put("kafkaManagedOffsetMetadataCheckMillis", 30_000);
        all.put("kafkaManagedOffsetGroupCacheSize", 1_000_000);
        all.put("kafkaManagedOffsetGroupExpireDays", 7);
        return all;
    }

    private Tuning() {}
}
