package standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: the password first, then the few paths that a program asks for. */
final class Server {
    private record Answer(int status, String type, String body) {
        static Answer text(int status, String text) {
            return new Answer(status, "text/plain; charset=UTF-8", text);
        }

        static Answer json(int status, ObjectNode json) {
            return new Answer(status, "application/json", json.toString());
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Server.class);
    private static final int port = 9000;
    private static final String health = "/api/health";
    private static final Pattern brokers = Pattern.compile("/api/status/([^/]+)/brokers(/extended)?");
    private static final Pattern topics = Pattern.compile("/api/status/([^/]+)/topics");
    private static final Pattern allGroups = Pattern.compile("/api/status/([^/]+)/consumersSummary");
    private static final Pattern oneGroup = Pattern.compile("/api/status/([^/]+)/([^/]+)/([^/]+)/groupSummary");
    private static final Pattern oneTopic = Pattern.compile("/api/status/([^/]+)/([^/]+)/([^/]+)/([^/]+)/topicSummary");

    private final Settings settings;
    private final Registry registry;

    Server(Settings settings, Registry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    void start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(port), 0);
        // A question to an actor blocks for up to five seconds: health must not wait behind it.
        http.setExecutor(Executors.newCachedThreadPool());
        http.createContext("/", this::handle);
        http.start();
        log.info("Listening for HTTP on {}", http.getAddress());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer = answer(exchange);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Answer answer(HttpExchange exchange) {
        String whole = exchange.getRequestURI().getPath();
        String context = settings.context();
        // Play asks no password outside of its context (DefaultHttpRequestHandler, inContext).
        if (!whole.equals(context) && !whole.startsWith(context + "/")) {
            return Answer.text(404, "This stand-in for Kafka Manager answers below " + context + "/ only");
        }
        if (settings.authEnabled() && !isOpen(whole) && !knowsPassword(exchange)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"Kafka-Manager\"");
            return Answer.text(401, "");
        }
        String path = whole.substring(context.length());
        try {
            if (exchange.getRequestMethod().equals("POST")) {
                return Answer.text(404, "This stand-in for Kafka Manager changes nothing: clusters are registered by their znodes");
            }
            if (path.equals(health)) {
                return Answer.text(200, "healthy");
            }
            if (path.equals("/api/status/clusters")) {
                return Answer.text(200, Json.spaced(registry.clusters()));
            }
            return ofCluster(path);
        } catch (Mailbox.AskTimeout | IllegalArgumentException e) {
            // How every failure of the API looks, whatever its cause.
            return Answer.json(400, Json.object().put("msg", e.getMessage()));
        }
    }

    private Answer ofCluster(String path) throws Mailbox.AskTimeout {
        Matcher matcher = brokers.matcher(path);
        if (matcher.matches()) {
            return Answer.json(200, brokers(matcher.group(1), matcher.group(2) != null));
        }
        if (matcher.usePattern(topics).matches()) {
            return Answer.json(200, consumers(matcher).topics());
        }
        if (matcher.usePattern(allGroups).matches()) {
            return Answer.text(200, Json.spaced(consumers(matcher).summary()));
        }
        if (matcher.usePattern(oneGroup).matches()) {
            return Answer.json(200, consumers(matcher).group(matcher.group(2), matcher.group(3)));
        }
        if (matcher.usePattern(oneTopic).matches()) {
            return Answer.json(200, consumers(matcher).topic(matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return Answer.text(404, "This stand-in for Kafka Manager has no pages, only some of /api/status");
    }

    private Consumers consumers(Matcher path) throws Mailbox.AskTimeout {
        return registry.find(path.group(1)).consumers();
    }

    private boolean isOpen(String path) {
        return settings.open().stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private boolean knowsPassword(HttpExchange exchange) {
        String user = settings.username() + ":" + settings.password();
        String expected = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        // In the same time whatever the difference.
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode brokers(String cluster, boolean extended) throws Mailbox.AskTimeout {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("brokers");
        for (BrokerIdentity broker : registry.find(cluster).brokers()) {
            if (extended) {
                all.add(broker.json());
            } else {
                all.add(broker.id());
            }
        }
        return json;
    }
}
