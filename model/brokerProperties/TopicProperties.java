import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.server.config.ConfigSynonym;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Prints topic-properties.json: every property that a topic can have, with the broker property that is its default, and null where there
 * is none. Of several (log.retention.ms, .minutes and .hours) it is the one that wins, which has the topic's unit.
 * Run with the libraries of a Kafka distribution, or with the jars that Maven copies for org.apache.kafka:kafka_2.13:
 *
 *     java -cp "$KAFKA_HOME/libs/*" model/brokerProperties/TopicProperties.java > model/brokerProperties/topic-properties.json
 */
public class TopicProperties {
    public static void main(String[] args) {
        Map<String, List<ConfigSynonym>> synonyms = ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS;
        var lines = new TreeMap<String, String>();
        LogConfig.configNames().forEach(name -> lines.put(name, "null"));
        synonyms.forEach((name, defaults) -> lines.put(name, "\"" + defaults.get(0).name() + "\""));
        var body = new StringBuilder();
        lines.forEach((name, text) -> body.append(body.isEmpty() ? "" : ",\n").append("    \"" + name + "\": " + text));
        System.out.println("{\n" + body + "\n}");
    }
}
