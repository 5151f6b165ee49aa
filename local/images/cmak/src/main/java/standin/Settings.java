package standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the environment and the {@code -D} options say, by the names that Kafka Manager reads.
 *
 * @param zkHosts where its own state is: {@code host:port,...}
 * @param baseZkPath the root of its own state
 * @param context what all its paths begin with; empty for none
 * @param excluded regular expressions of the paths that need no password
 * @param brokerViewSeconds how often JMX is polled, in seconds
 * @param startDeadlineSeconds how long ZooKeeper may be unreachable at the start before the main actor dies for good, in
 *     seconds; the only setting that is the stand-in's own, for tests that cannot wait
 */
record Settings(
        String zkHosts,
        String baseZkPath,
        int httpPort,
        String context,
        boolean authEnabled,
        String username,
        String password,
        String realm,
        List<String> excluded,
        int brokerViewSeconds,
        int startDeadlineSeconds,
        Features features) {

    /** @throws Fatal when the settings are such that Kafka Manager would not start */
    static Settings read(Map<String, String> environment, Properties properties) {
        Lookup lookup = new Lookup(environment, properties);
        String secret = lookup.text("play.crypto.secret", "APPLICATION_SECRET", null);
        if (secret != null && secret.isEmpty()) {
            throw new Fatal("Configuration error: the application secret (APPLICATION_SECRET) is empty");
        }
        if (properties.containsKey("config.file") || properties.containsKey("config.resource")) {
            throw new Fatal("the stand-in reads no configuration file (config.file): give its keys as -D options");
        }
        String context = lookup.text("play.http.context", null, "/");
        return new Settings(
                lookup.text("cmak.zkhosts", "ZK_HOSTS", "kafka-manager-zookeeper:2181"),
                lookup.text("cmak.base-zk-path", null, "/kafka-manager"),
                lookup.number("http.port", 9000),
                context.replaceAll("/+$", ""),
                lookup.text("basicAuthentication.enabled", "KAFKA_MANAGER_AUTH_ENABLED", "false").equals("true"),
                lookup.text("basicAuthentication.username", "KAFKA_MANAGER_USERNAME", "admin"),
                lookup.text("basicAuthentication.password", "KAFKA_MANAGER_PASSWORD", "password"),
                lookup.text("basicAuthentication.realm", null, "Kafka-Manager"),
                lookup.list("basicAuthentication.excluded", List.of("/api/health")),
                lookup.number("cmak.broker-view-update-seconds", 30),
                lookup.number("standin.start-deadline-seconds", 350),
                Features.read(properties));
    }

    private record Lookup(Map<String, String> environment, Properties properties) {
        String text(String key, String variable, String fallback) {
            String value = properties.getProperty(key);
            if (value == null && variable != null) {
                value = environment.get(variable);
            }
            return value == null ? fallback : value;
        }

        int number(String key, int fallback) {
            String value = properties.getProperty(key);
            try {
                return value == null ? fallback : Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new Fatal("Configuration error: " + key + " has type STRING rather than NUMBER: " + value);
            }
        }

        List<String> list(String key, List<String> fallback) {
            List<String> values = new ArrayList<>();
            for (int i = 0; properties.containsKey(key + "." + i); i++) {
                values.add(properties.getProperty(key + "." + i));
            }
            return values.isEmpty() ? fallback : values;
        }
    }
}
