package standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** One registered cluster, as its znode holds it; {@code status} is how the API shows it. */
record ClusterConfig(
        String name, Curator curator, boolean enabled, String kafkaVersion, boolean pollConsumers, Security security, ObjectNode status) {

    /** How to reach the cluster's own ZooKeeper, chroot included. */
    record Curator(String zkConnect, int zkMaxRetry, int baseSleepTimeMs, int maxSleepTimeMs) {}

    /** How to reach its brokers; mechanism and JAAS configuration are null where they are left to Kafka's client and to the JVM. */
    record Security(String protocol, String mechanism, String jaasConfig) {}

    /** What a cluster without a version is taken for; it is listed then, and does not work. */
    static final String oldest = "0.8.1.1";

    /** The labels that version 3.0.0.6 accepts. They pick parsers; they are no check of the protocol. */
    private static final List<String> versions = List.of(
            oldest, "0.8.2.0", "0.8.2.1", "0.8.2.2", "0.9.0.0", "0.9.0.1", "0.10.0.0", "0.10.0.1", "0.10.1.0", "0.10.1.1",
            "0.10.2.0", "0.10.2.1", "0.11.0.0", "0.11.0.2", "1.0.0", "1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.1.0", "2.1.1",
            "2.2.0", "2.2.1", "2.2.2", "2.3.0", "2.3.1", "2.4.0", "2.4.1", "2.5.0", "2.5.1", "2.6.0", "2.7.0", "2.8.0", "2.8.1",
            "3.0.0", "3.1.0");

    private static final List<String> protocols = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL", "PLAINTEXTSASL");
    private static final List<String> mechanisms = List.of("PLAIN", "GSSAPI", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER");
    private static final List<String> flags = List.of(
            "jmxEnabled", "jmxSsl", "pollConsumers", "filterConsumers", "logkafkaEnabled", "activeOffsetCacheEnabled", "displaySizeEnabled");
    private static final List<String> texts = List.of("jmxUser", "jmxPass", "jaasConfig");

    /** Throws IllegalArgumentException when a mandatory key is missing or a value is not understood; unknown keys are ignored. */
    static ClusterConfig parse(byte[] bytes) {
        JsonNode json = Json.parse(bytes);
        JsonNode curator = required(json, "curatorConfig");
        Curator to = new Curator(
                required(curator, "zkConnect").asText(),
                required(curator, "zkMaxRetry").asInt(),
                required(curator, "baseSleepTimeMs").asInt(),
                required(curator, "maxSleepTimeMs").asInt());
        String name = required(json, "name").asText();
        boolean enabled = required(json, "enabled").asBoolean();
        String version = json.path("kafkaVersion").asText(oldest);
        if (!versions.contains(version)) {
            throw new IllegalArgumentException("Unsupported kafka version : " + version);
        }
        Security security = security(json);
        return new ClusterConfig(
                name, to, enabled, version, json.path("pollConsumers").asBoolean(), security, status(name, to, enabled, security, json));
    }

    /** Upper and lower case are the same; mechanism DEFAULT is none. */
    private static Security security(JsonNode json) {
        String protocol = json.path("securityProtocol").isTextual() ? upper(json.get("securityProtocol")) : "PLAINTEXT";
        if (!protocols.contains(protocol)) {
            throw new IllegalArgumentException("key not found: " + protocol);
        }
        String mechanism = json.path("saslMechanism").isTextual() ? upper(json.get("saslMechanism")) : "DEFAULT";
        if (!mechanism.equals("DEFAULT") && !mechanisms.contains(mechanism)) {
            throw new IllegalArgumentException("key not found: " + mechanism);
        }
        JsonNode jaasConfig = json.path("jaasConfig");
        return new Security(protocol, mechanism.equals("DEFAULT") ? null : mechanism, jaasConfig.isTextual() ? jaasConfig.asText() : null);
    }

    private static String upper(JsonNode text) {
        return text.asText().toUpperCase(Locale.ROOT);
    }

    /** One of the 18 integers, with its default where the registration has none. */
    int tuning(String key) {
        return status.get("tuning").get(key).asInt();
    }

    /** Passwords in clear, but neither version nor protocol nor mechanism, as in the real one. What is null is left out. */
    private static ObjectNode status(String name, Curator curator, boolean enabled, Security security, JsonNode json) {
        ObjectNode status = Json.object().put("name", name);
        status.putObject("curatorConfig")
                .put("zkConnect", curator.zkConnect())
                .put("zkMaxRetry", curator.zkMaxRetry())
                .put("baseSleepTimeMs", curator.baseSleepTimeMs())
                .put("maxSleepTimeMs", curator.maxSleepTimeMs());
        status.put("enabled", enabled).putObject("version");
        // The one flag whose absence means yes.
        flags.forEach(flag -> status.put(flag, json.path(flag).asBoolean(flag.equals("filterConsumers"))));
        texts.stream().filter(json::hasNonNull).forEach(text -> status.put(text, json.get(text).asText()));
        ObjectNode tuning = status.putObject("tuning");
        tuningDefaults().fields().forEachRemaining(field -> {
            tuning.put(field.getKey(), json.path("tuning").path(field.getKey()).asInt(field.getValue().asInt()));
        });
        status.putObject("securityProtocol");
        if (security.mechanism() != null) {
            status.putObject("saslMechanism");
        }
        return status;
    }

    /** The 18 integers that a cluster may set. */
    private static ObjectNode tuningDefaults() {
        ObjectNode all = Json.object();
        all.put("brokerViewUpdatePeriodSeconds", 30).put("logkafkaUpdatePeriodSeconds", 30).put("partitionOffsetCacheTimeoutSecs", 5);
        for (String pool : new String[] {"clusterManager", "kafkaCommand", "logkafkaCommand"}) {
            all.put(pool + "ThreadPoolSize", 2).put(pool + "ThreadPoolQueueSize", 100);
        }
        for (String pool : new String[] {"brokerView", "offsetCache", "kafkaAdminClient"}) {
            all.put(pool + "ThreadPoolSize", Runtime.getRuntime().availableProcessors()).put(pool + "ThreadPoolQueueSize", 1000);
        }
        all.put("kafkaManagedOffsetMetadataCheckMillis", 30_000);
        all.put("kafkaManagedOffsetGroupCacheSize", 1_000_000).put("kafkaManagedOffsetGroupExpireDays", 7);
        return all;
    }

    private static JsonNode required(JsonNode json, String key) {
        if (!json.hasNonNull(key)) {
            throw new IllegalArgumentException("missing key: " + key);
        }
        return json.get(key);
    }
}
