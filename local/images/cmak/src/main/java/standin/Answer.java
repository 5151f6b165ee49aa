package standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a request is answered with. */
record Answer(int status, String type, byte[] body) {
    private static final String TEXT = "text/plain; charset=UTF-8";

    static Answer text(String text) {
        return new Answer(200, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(JsonNode json) {
        return new Answer(200, "application/json", Json.compact(json));
    }

    /** JSON that calls itself text: two of the real one's answers do. */
    static Answer plain(byte[] json) {
        return new Answer(200, TEXT, json);
    }

    /** How every failure of the API looks, whatever its cause. */
    static Answer failure(String message) {
        return new Answer(400, "application/json", Json.compact(Json.object().put("msg", message)));
    }

    static Answer html(int status, String html) {
        return new Answer(status, "text/html; charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
