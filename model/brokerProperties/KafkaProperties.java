import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Prints broker-properties.json: every property a Kafka broker knows, with its type, its bounds or words where Kafka has them, and
 * the default of a number. With the argument `topics` it prints topic-properties.json: the same of every property that a topic can have, with the
 * broker property that is its default, where there is one. Of several (log.retention.ms, .minutes and .hours) it is the one that wins, which has
 * the topic's unit.
 * Run with the libraries of a Kafka distribution, or with the jars that Maven copies for org.apache.kafka:kafka_2.13:
 *
 *     java -cp "$KAFKA_HOME/libs/*" model/brokerProperties/KafkaProperties.java > model/brokerProperties/broker-properties.json
 *     java -cp "$KAFKA_HOME/libs/*" model/brokerProperties/KafkaProperties.java topics > model/brokerProperties/topic-properties.json
 *     npx prettier --write model/brokerProperties/{broker,topic}-properties.json
 */
public class KafkaProperties {
    private static final Pattern RANGE = Pattern.compile("\\[(-?[\\d.]+?),\\.\\.\\.(?:,(-?[\\d.]+))?\\](?: or (-?\\d+))?");
    private static final Pattern WORDS = Pattern.compile("(\\(case insensitive\\) )?\\[([A-Za-z]\\w*(?:, [A-Za-z]\\w*)*)\\]");
    private static final Set<Type> NUMBERS = Set.of(Type.SHORT, Type.INT, Type.LONG, Type.DOUBLE);

    public static void main(String[] args) throws ReflectiveOperationException {
        var lines = new TreeMap<String, String>();
        if (args.length > 0 && args[0].equals("topics")) {
            LogConfig.configKeys().forEach((name, key) -> lines.put(name, "{ " + describe(key) + broker(name) + " }"));
        } else {
            var definition = (ConfigDef) Class.forName("kafka.server.KafkaConfig").getMethod("configDef").invoke(null);
            definition.configKeys().forEach((name, key) -> lines.put(name, "{ " + describe(key) + " }"));
        }
        var body = new StringBuilder();
        lines.forEach((name, text) -> body.append(body.isEmpty() ? "" : ",\n").append("    \"" + name + "\": " + text));
        System.out.println("{\n" + body + "\n}");
    }

    private static String broker(String topicProperty) {
        var defaults = ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.get(topicProperty);
        return defaults == null ? "" : ", \"broker\": \"" + defaults.get(0).name() + "\"";
    }

    private static String describe(ConfigDef.ConfigKey key) {
        var text = new StringBuilder("\"type\": \"" + key.type.name().toLowerCase() + "\"");
        var rule = key.validator == null ? "" : key.validator.toString();
        var range = RANGE.matcher(rule);
        var words = WORDS.matcher(rule);
        if (range.matches()) {
            text.append(", \"min\": " + range.group(1));
            if (range.group(2) != null) {
                text.append(", \"max\": " + range.group(2));
            }
            if (range.group(3) != null) {
                text.append(", \"or\": " + range.group(3));
            }
        } else if (words.matches()) {
            // Kafka's documentation spells such words in capitals, and its default in small letters.
            var both = words.group(1) == null ? words.group(2) : words.group(2) + ", " + words.group(2).toLowerCase(Locale.ROOT);
            text.append(", \"words\": [\"" + both.replace(", ", "\", \"") + "\"]");
        }
        if (NUMBERS.contains(key.type) && key.hasDefault() && key.defaultValue != null) {
            text.append(", \"default\": " + key.defaultValue);
        }
        return text.toString();
    }
}
