package standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;

/** The topics as the cluster's ZooKeeper describes them, kept up to date; no broker is asked. */
final class Topics implements AutoCloseable {
    private static final String root = "/brokers/topics";

    private final CuratorCache cache;

    Topics(CuratorFramework client) {
        cache = CuratorCache.build(client, root);
        cache.start();
    }

    /** All of them, in alphabetical order. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        cache.stream()
                .map(ChildData::getPath)
                .filter(path -> path.startsWith(root + "/"))
                .forEach(path -> names.add(path.substring(root.length() + 1).split("/")[0]));
        return List.copyOf(names);
    }

    /** Numbers of a topic's partitions, ascending; none of one that is unknown. */
    TreeSet<Integer> partitions(String topic) {
        TreeSet<Integer> numbers = new TreeSet<>();
        json(root + "/" + topic)
                .ifPresent(json -> json.path("partitions").fieldNames().forEachRemaining(name -> numbers.add(Integer.parseInt(name))));
        return numbers;
    }

    /** The id of each partition's leader, -1 where it has none. */
    Map<Integer, Integer> leaders(String topic) {
        Map<Integer, Integer> leaders = new TreeMap<>();
        for (int partition : partitions(topic)) {
            json(root + "/" + topic + "/partitions/" + partition + "/state")
                    .ifPresent(state -> leaders.put(partition, state.path("leader").asInt(-1)));
        }
        return leaders;
    }

    private Optional<JsonNode> json(String path) {
        return cache.get(path).map(ChildData::getData).filter(data -> data.length > 0).map(Json::parse);
    }

    @Override
    public void close() {
        cache.close();
    }
}
