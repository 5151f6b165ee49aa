package standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON in the two spellings that Kafka Manager's answers have. */
final class Json {
    private static final ObjectMapper mapper = new ObjectMapper();
    private static final PrettyPrinter spaced =
            new DefaultPrettyPrinter().withObjectIndenter(NopIndenter.instance).withArrayIndenter(NopIndenter.instance);

    static ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** @throws IllegalArgumentException when the bytes are no JSON object */
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

    /** Without blanks. */
    static byte[] compact(JsonNode json) {
        try {
            return mapper.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With a blank on either side of a colon: how the list of clusters is printed. */
    static byte[] spaced(JsonNode json) {
        try {
            return mapper.writer(spaced).writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Json() {}
}
