package standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A broker as its znode {@code /brokers/ids/N} describes it, read the way Kafka Manager reads it: one host, that of the leftmost
 * endpoint, whatever its protocol, and one port per security protocol, the leftmost of that protocol. Without JMX, its port is -1.
 */
record BrokerIdentity(int id, String host, int jmxPort, Map<String, Integer> ports) {

    static BrokerIdentity parse(String id, byte[] data) {
        JsonNode json = Json.parse(data);
        String host = null;
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (JsonNode endpoint : json.path("endpoints")) {
            // LISTENER://host:port
            String text = endpoint.asText();
            String listener = text.substring(0, text.indexOf("://"));
            String address = text.substring(text.indexOf("://") + 3);
            int colon = address.lastIndexOf(':');
            host = host == null ? address.substring(0, colon) : host;
            String protocol = json.path("listener_security_protocol_map").path(listener).asText(listener);
            ports.putIfAbsent(protocol, Integer.parseInt(address.substring(colon + 1)));
        }
        return new BrokerIdentity(Integer.parseInt(id), host, json.path("jmx_port").asInt(-1), ports);
    }

    /** An element of {@code brokers/extended}. Version 3.0.0.6 says nothing of the broker's configuration there, later ones do. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("id", id).put("host", host).put("jmxPort", jmxPort);
        json.put("secure", ports.keySet().stream().anyMatch(protocol -> !protocol.equals("PLAINTEXT")));
        json.put("nonSecure", ports.containsKey("PLAINTEXT"));
        ArrayNode endpoints = json.putObject("endpoints").putArray("endpoints");
        ports.forEach((protocol, port) -> endpoints.add(protocol + ":" + port));
        return json;
    }
}
