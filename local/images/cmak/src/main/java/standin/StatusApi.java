package standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Predicate;

/** The JSON API below {@code /api/status}. Every failure is 400 with a message. */
final class StatusApi {
    private final Registry registry;

    StatusApi(Registry registry) {
        this.registry = registry;
    }

    /** Lists what is registered, disabled clusters as active too; that a cluster is listed does not mean that it works. */
    Answer clusters() throws Mailbox.AskTimeout {
        byte[] json = registry.mailbox().ask("kafka.manager.model.ActorModel$KMGetAllClusters$", () -> {
            ObjectNode all = Json.object();
            ObjectNode clusters = all.putObject("clusters");
            ArrayNode active = clusters.putArray("active");
            registry.active().values().forEach(cluster -> active.add(cluster.config().status()));
            ArrayNode pending = clusters.putArray("pending");
            registry.pending().values().forEach(config -> pending.add(config.status()));
            return Json.spaced(all);
        });
        return Answer.plain(json);
    }

    Answer brokers(String cluster) throws Mailbox.AskTimeout {
        ObjectNode json = Json.object();
        ArrayNode ids = json.putArray("brokers");
        find(cluster).brokers().forEach(broker -> ids.add(broker.id()));
        return Answer.json(json);
    }

    Answer brokersExtended(String cluster) throws Mailbox.AskTimeout {
        ObjectNode json = Json.object();
        ArrayNode brokers = json.putArray("brokers");
        find(cluster).brokers().forEach(broker -> brokers.add(broker.json()));
        return Answer.json(json);
    }

    Answer topics(String cluster) throws Mailbox.AskTimeout {
        ObjectNode json = Json.object();
        ArrayNode names = json.putArray("topics");
        find(cluster).topics().keySet().forEach(names::add);
        return Answer.json(json);
    }

    /** Partitions with replicas, leaders and newest offsets; passwords of the cluster's configuration included, as in the real one. */
    Answer topicIdentities(String cluster) throws Mailbox.AskTimeout {
        Cluster found = find(cluster);
        ObjectNode json = Json.object();
        ArrayNode identities = json.putArray("topicIdentities");
        for (Topic topic : found.topics().values()) {
            Map<Integer, Long> offsets = found.latestOffsets(topic);
            ObjectNode identity = identities.addObject();
            identity.put("topic", topic.name()).put("partitions", topic.partitions().size());
            ObjectNode partitions = identity.putObject("partitionsIdentity");
            topic.partitions().values().forEach(partition -> {
                ObjectNode node = partitions.putObject(String.valueOf(partition.number()));
                node.put("partNum", partition.number()).put("leader", partition.leader());
                node.put("latestOffset", offsets.get(partition.number()));
                partition.inSync().forEach(node.putArray("isr")::add);
                partition.replicas().forEach(node.putArray("replicas")::add);
                node.put("isPreferredLeader", partition.preferredLeader()).put("isUnderReplicated", partition.underReplicated());
            });
            identity.put("numBrokers", found.brokers().size());
            identity.putObject("clusterContext").set("config", found.config().status());
        }
        return Answer.plain(Json.compact(json));
    }

    Answer underReplicated(String cluster, String topic) throws Mailbox.AskTimeout {
        return partitions(cluster, topic, "underReplicatedPartitions", Topic.Partition::underReplicated);
    }

    Answer unavailable(String cluster, String topic) throws Mailbox.AskTimeout {
        return partitions(cluster, topic, "unavailablePartitions", partition -> partition.leader() < 0);
    }

    private Answer partitions(String cluster, String topic, String key, Predicate<Topic.Partition> wanted) throws Mailbox.AskTimeout {
        Topic found = find(cluster).topics().get(topic);
        if (found == null) {
            return Answer.failure("Topic not found " + topic + " for cluster " + cluster);
        }
        ObjectNode json = Json.object();
        json.put("topic", topic);
        ArrayNode numbers = json.putArray(key);
        found.partitions().values().stream().filter(wanted).forEach(partition -> numbers.add(partition.number()));
        return Answer.json(json);
    }

    /** @throws IllegalArgumentException when it is not registered, disabled or pending */
    Cluster find(String name) throws Mailbox.AskTimeout {
        Cluster cluster = registry.mailbox().ask("KMClusterQueryRequest", () -> registry.active().get(name));
        if (cluster == null || !cluster.config().enabled()) {
            throw new IllegalArgumentException("Unknown cluster : " + name);
        }
        return cluster;
    }
}
