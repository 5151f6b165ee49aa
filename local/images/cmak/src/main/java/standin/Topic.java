package standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A topic as its znodes describe it. */
record Topic(String name, Map<Integer, Partition> partitions) {
    /** @param leader the broker that leads it; -1 for none */
    record Partition(int number, int leader, List<Integer> replicas, List<Integer> inSync) {
        boolean underReplicated() {
            return inSync.size() < replicas.size();
        }

        boolean preferredLeader() {
            return !replicas.isEmpty() && replicas.get(0) == leader;
        }
    }

    /** @param nodes all znodes below {@code /brokers/topics}, by their path below it */
    static Topic of(String name, JsonNode json, Map<String, JsonNode> nodes) {
        Map<Integer, Partition> partitions = new TreeMap<>();
        json.path("partitions").fields().forEachRemaining(entry -> {
            int number = Integer.parseInt(entry.getKey());
            JsonNode state = nodes.get(name + "/partitions/" + number + "/state");
            int leader = state == null ? -1 : state.path("leader").asInt(-1);
            List<Integer> inSync = state == null ? List.of() : numbers(state.path("isr"));
            partitions.put(number, new Partition(number, leader, numbers(entry.getValue()), inSync));
        });
        return new Topic(name, partitions);
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> all = new ArrayList<>();
        array.forEach(element -> all.add(element.asInt()));
        return all;
    }
}
