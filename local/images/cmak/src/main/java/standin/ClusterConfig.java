package standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One registered cluster, as its znode holds it.
 *
 * @param flags the booleans, by name
 * @param texts the optional texts, by name; absent ones are absent
 * @param tuning the integers that were set, by name
 */
record ClusterConfig(
        String name,
        Curator curator,
        boolean enabled,
        String kafkaVersion,
        Map<String, Boolean> flags,
        Map<String, String> texts,
        String securityProtocol,
        Map<String, Integer> tuning) {

    /** How to reach the cluster's own ZooKeeper, chroot included. */
    record Curator(String zkConnect, int zkMaxRetry, int baseSleepTimeMs, int maxSleepTimeMs) {
        static Curator to(String zkConnect) {
            return new Curator(zkConnect, 100, 100, 1000);
        }
    }

    static final List<String> FLAGS = List.of(
            "jmxEnabled", "jmxSsl", "pollConsumers", "filterConsumers", "logkafkaEnabled", "activeOffsetCacheEnabled", "displaySizeEnabled");
    static final List<String> TEXTS = List.of("jmxUser", "jmxPass", "saslMechanism", "jaasConfig");
    static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL", "PLAINTEXTSASL");

    boolean flag(String flag) {
        return flags.getOrDefault(flag, false);
    }

    ClusterConfig withEnabled(boolean value) {
        return new ClusterConfig(name, curator, value, kafkaVersion, flags, texts, securityProtocol, tuning);
    }

    /** @throws IllegalArgumentException when a mandatory key is missing or a value is not understood; unknown keys are ignored */
    static ClusterConfig parse(byte[] bytes) {
        JsonNode json = Json.parse(bytes);
        JsonNode curator = required(json, "curatorConfig");
        String version = json.path("kafkaVersion").asText(KafkaVersions.OLDEST);
        if (!KafkaVersions.accepts(version)) {
            throw new IllegalArgumentException("Unsupported kafka version : " + version);
        }
        String protocol = text(json, "securityProtocol", "PLAINTEXT");
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException("Unsupported security protocol : " + protocol);
        }
        Map<String, Boolean> flags = new TreeMap<>();
        // The one flag whose absence means yes.
        FLAGS.forEach(flag -> flags.put(flag, json.path(flag).asBoolean(flag.equals("filterConsumers"))));
        Map<String, String> texts = new TreeMap<>();
        TEXTS.stream().filter(json::hasNonNull).forEach(name -> texts.put(name, json.get(name).asText()));
        Map<String, Integer> tuning = new TreeMap<>();
        Tuning.DEFAULTS.keySet().stream()
                .filter(json.path("tuning")::hasNonNull)
                .forEach(name -> tuning.put(name, json.get("tuning").get(name).asInt()));
        return new ClusterConfig(
                required(json, "name").asText(),
                new Curator(
                        required(curator, "zkConnect").asText(),
                        required(curator, "zkMaxRetry").asInt(),
                        required(curator, "baseSleepTimeMs").asInt(),
                        required(curator, "maxSleepTimeMs").asInt()),
                required(json, "enabled").asBoolean(),
                version, flags, texts, protocol, tuning);
    }

    /** The znode's content. */
    byte[] bytes() {
        ObjectNode json = common();
        json.put("kafkaVersion", kafkaVersion);
        json.put("securityProtocol", securityProtocol);
        ObjectNode values = json.putObject("tuning");
        tuning.forEach(values::put);
        return Json.compact(json);
    }

    /** What the status API shows: passwords in clear, but neither version nor protocol, as in the real one. */
    ObjectNode status() {
        ObjectNode json = common();
        json.putObject("version");
        json.putObject("securityProtocol");
        ObjectNode values = json.putObject("tuning");
        Tuning.DEFAULTS.forEach((name, value) -> values.put(name, tuning.getOrDefault(name, value)));
        return json;
    }

    private ObjectNode common() {
        ObjectNode json = Json.object();
        json.put("name", name);
        json.putObject("curatorConfig")
                .put("zkConnect", curator.zkConnect())
                .put("zkMaxRetry", curator.zkMaxRetry())
                .put("baseSleepTimeMs", curator.baseSleepTimeMs())
                .put("maxSleepTimeMs", curator.maxSleepTimeMs());
        json.put("enabled", enabled);
        flags.forEach(json::put);
        TEXTS.forEach(text -> json.put(text, texts.get(text)));
        return json;
    }

    private static JsonNode required(JsonNode json, String key) {
        if (!json.hasNonNull(key)) {
            throw new IllegalArgumentException("missing key: " + key);
        }
        return json.get(key);
    }

    private static String text(JsonNode json, String key, String fallback) {
        return json.hasNonNull(key) ? json.get(key).asText() : fallback;
    }
}
