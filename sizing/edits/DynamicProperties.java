import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Prints dynamic-properties.json: every broker property that can be changed while the broker runs; whether one value holds for all brokers
 * ("cluster") or each broker has its own ("broker"); and for numbers of threads, which one change may at most double or halve, the default
 * from which the first change begins ("steppedFrom").
 * Run with the libraries of a Kafka distribution, or with the jars that Maven copies for org.apache.kafka:kafka_2.13:
 *
 *     java -cp "$KAFKA_HOME/libs/*" sizing/edits/DynamicProperties.java > sizing/edits/dynamic-properties.json
 */
public class DynamicProperties {
    public static void main(String[] args) throws ReflectiveOperationException {
        var modes = (Map<?, ?>) object("kafka.server.DynamicBrokerConfig$", "dynamicConfigUpdateModes");
        // Throttles of replication have no entry in server.properties: they are dynamic only.
        var throttles = (Set<?>) object("kafka.server.DynamicConfig$Broker$", "names");
        var definition = (ConfigDef) Class.forName("kafka.server.KafkaConfig").getMethod("configDef").invoke(null);
        var defaults = definition.defaultValues();

        // DynamicThreadPool, LogCleaner and DataPlaneAcceptor (3.9.2) refuse more than double and less than half of a number of threads.
        var stepped = new HashSet<Object>(Set.of("log.cleaner.threads", "num.network.threads"));
        var pools = object("kafka.server.DynamicThreadPool$", "ReconfigurableConfigs");
        for (var name : defaults.keySet()) {
            if ((boolean) scala(pools, "contains", name)) {
                stepped.add(name);
            }
        }

        var lines = new TreeMap<String, String>();
        modes.forEach((name, mode) -> lines.put((String) name, describe("per-broker".equals(mode) ? "broker" : "cluster",
            stepped.contains(name) ? defaults.get(name) : null)));
        for (var name : throttles) {
            // The rest of these names are KafkaConfig's own, dynamic or not.
            if (!defaults.containsKey(name)) {
                lines.put((String) name, describe("broker", null));
            }
        }
        System.out.println("{");
        var left = lines.size();
        for (var line : lines.entrySet()) {
            System.out.println("    \"" + line.getKey() + "\": " + line.getValue() + (--left > 0 ? "," : ""));
        }
        System.out.println("}");
    }

    private static Object object(String name, String method) throws ReflectiveOperationException {
        var type = Class.forName(name);
        var module = type.getField("MODULE$").get(null);
        return type.getMethod(method).invoke(module);
    }

    private static Object scala(Object set, String method, Object argument) throws ReflectiveOperationException {
        return Class.forName("scala.collection.SetOps").getMethod(method, Object.class).invoke(set, argument);
    }

    private static String describe(String scope, Object steppedFrom) {
        return "{ \"scope\": \"" + scope + "\"" + (steppedFrom == null ? "" : ", \"steppedFrom\": " + steppedFrom) + " }";
    }
}
