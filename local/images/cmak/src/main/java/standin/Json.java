package standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON as Kafka Manager reads and writes it. */
final class Json {
    private static final ObjectMapper mapper = new ObjectMapper();
    private static final PrettyPrinter spaces =
            new DefaultPrettyPrinter().withObjectIndenter(NopIndenter.instance).withArrayIndenter(NopIndenter.instance);

    static ObjectNode object() {
        return mapper.createObjectNode();
    }

    static ArrayNode array() {
        return mapper.createArrayNode();
    }

    /** Throws IllegalArgumentException when the bytes are no JSON object. */
    static JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = mapper.readTree(bytes);
            if (json == null || !json.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return json;
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** With a blank on either side of a colon: how the lists of clusters and of consumers are printed, and nothing else. */
    static String spaced(JsonNode json) {
        try {
            return mapper.writer(spaces).writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Json() {}
}
