package standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a cluster as a form or a JSON body brings them, and what is wrong with them. */
final class ClusterForm {
    private static final String REQUIRED = "This field is required";

    private final Map<String, String> fields;
    private final Map<String, String> errors = new TreeMap<>();

    private ClusterForm(Map<String, String> fields) {
        this.fields = fields;
        check();
    }

    /** @throws IllegalArgumentException when a body that calls itself JSON is none */
    static ClusterForm read(String contentType, byte[] body) {
        return new ClusterForm(contentType != null && contentType.contains("json") ? fromJson(body) : fromForm(body));
    }

    /** Message by field; empty when the form is good. */
    Map<String, String> errors() {
        return errors;
    }

    String operation() {
        return fields.getOrDefault("operation", "");
    }

    /**
     * @throws IllegalArgumentException for a combination that is refused only after the form was accepted
     */
    ClusterConfig config() {
        Map<String, Boolean> flags = new TreeMap<>();
        ClusterConfig.FLAGS.forEach(flag -> flags.put(flag, "true".equals(fields.get(flag))));
        require(!flags.get("filterConsumers") || flags.get("pollConsumers"), "filterConsumers needs pollConsumers");
        require(!flags.get("displaySizeEnabled") || flags.get("jmxEnabled"), "displaySizeEnabled needs jmxEnabled");
        Map<String, String> texts = new TreeMap<>();
        ClusterConfig.TEXTS.stream().filter(this::given).forEach(name -> texts.put(name, fields.get(name)));
        Map<String, Integer> tuning = new TreeMap<>();
        Tuning.DEFAULTS.keySet().stream()
                .filter(name -> given("tuning." + name))
                .forEach(name -> tuning.put(name, Integer.valueOf(fields.get("tuning." + name))));
        return new ClusterConfig(
                fields.get("name"),
                ClusterConfig.Curator.to(fields.get("zkHosts").replaceAll("\\s", "")),
                true,
                fields.get("kafkaVersion"), flags, texts, fields.get("securityProtocol"), tuning);
    }

    private void check() {
        for (String name : new String[] {"name", "kafkaVersion", "zkHosts", "securityProtocol"}) {
            if (!given(name)) {
                errors.put(name, REQUIRED);
            }
        }
        if (given("name") && !fields.get("name").matches("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,250}")) {
            errors.put("name", "Cluster name is illegal, contains a character other than ASCII alphanumerics, '.', '_' and '-'");
        }
        if (given("kafkaVersion") && !KafkaVersions.accepts(fields.get("kafkaVersion"))) {
            errors.put("kafkaVersion", "Unsupported kafka version : " + fields.get("kafkaVersion"));
        }
        if (given("securityProtocol") && !ClusterConfig.PROTOCOLS.contains(fields.get("securityProtocol"))) {
            errors.put("securityProtocol", "Unsupported security protocol : " + fields.get("securityProtocol"));
        }
        Tuning.DEFAULTS.keySet().stream().filter(name -> given("tuning." + name)).forEach(this::checkTuning);
    }

    private void checkTuning(String name) {
        int[] range = Tuning.range(name);
        try {
            int value = Integer.parseInt(fields.get("tuning." + name));
            if (value < range[0] || value > range[1]) {
                errors.put("tuning." + name, "Must be between " + range[0] + " and " + range[1]);
            }
        } catch (NumberFormatException e) {
            errors.put("tuning." + name, "Numeric value expected");
        }
    }

    private boolean given(String field) {
        return !fields.getOrDefault(field, "").isBlank();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException("requirement failed: " + message);
        }
    }

    private static Map<String, String> fromJson(byte[] body) {
        Map<String, String> fields = new TreeMap<>();
        Json.parse(body).fields().forEachRemaining(entry -> {
            if (entry.getValue().isObject()) {
                entry.getValue().fields().forEachRemaining(inner -> fields.put(entry.getKey() + "." + inner.getKey(), inner.getValue().asText()));
            } else if (!entry.getValue().isNull()) {
                fields.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return fields;
    }

    private static Map<String, String> fromForm(byte[] body) {
        Map<String, String> fields = new TreeMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
