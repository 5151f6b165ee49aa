import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Prints dynamic-properties.json: "names", every broker property that one value for all brokers can change while they run; and
 * "threads", those among them that are numbers of threads, which one change may at most double or halve. Left out are the properties that each
 * broker has for itself (listeners, keys, throttles).
 * Run with the libraries of a Kafka distribution, or with the jars that Maven copies for org.apache.kafka:kafka_2.13:
 *
 *     java -cp "$KAFKA_HOME/libs/*" model/brokerProperties/DynamicProperties.java > model/brokerProperties/dynamic-properties.json
 */
public class DynamicProperties {
    public static void main(String[] args) throws ReflectiveOperationException {
        var modes = (Map<?, ?>) object("kafka.server.DynamicBrokerConfig$", "dynamicConfigUpdateModes");
        var names = new TreeSet<String>();
        modes.forEach((name, mode) -> {
            if ("cluster-wide".equals(mode)) {
                names.add((String) name);
            }
        });

        // DynamicThreadPool, LogCleaner and DataPlaneAcceptor (3.9.2) refuse more than double and less than half of a number of threads.
        var stepped = new HashSet<Object>(Set.of("log.cleaner.threads", "num.network.threads"));
        var definition = (ConfigDef) Class.forName("kafka.server.KafkaConfig").getMethod("configDef").invoke(null);
        var pools = object("kafka.server.DynamicThreadPool$", "ReconfigurableConfigs");
        for (var name : definition.defaultValues().keySet()) {
            if ((boolean) scala(pools, "contains", name)) {
                stepped.add(name);
            }
        }

        System.out.println("{");
        System.out.println(list("names", List.copyOf(names)) + ",");
        System.out.println(list("threads", names.stream().filter(stepped::contains).toList()));
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

    private static String list(String key, List<String> names) {
        return names.stream().map(name -> "        \"" + name + "\"").collect(Collectors.joining(",\n", "    \"" + key + "\": [\n", "\n    ]"));
    }
}
