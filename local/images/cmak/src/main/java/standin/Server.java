package standin;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: the password first, then the routes. */
final class Server {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private final Settings settings;
    private final Routes routes = new Routes();

    Server(Settings settings, Registry registry, Commands commands) {
        this.settings = settings;
        StatusApi api = new StatusApi(registry);
        Pages pages = new Pages(registry, api);
        Registration registration = new Registration(commands, settings.features());

        routes.add("GET", "/api/health", (exchange, names) -> Answer.text("healthy"));
        routes.add("GET", "/api/status/clusters", (exchange, names) -> api.clusters());
        routes.add("GET", "/api/status/*/brokers", (exchange, names) -> api.brokers(names[0]));
        routes.add("GET", "/api/status/*/brokers/extended", (exchange, names) -> api.brokersExtended(names[0]));
        routes.add("GET", "/api/status/*/topics", (exchange, names) -> api.topics(names[0]));
        routes.add("GET", "/api/status/*/topicIdentities", (exchange, names) -> api.topicIdentities(names[0]));
        routes.add("GET", "/api/status/*/*/underReplicatedPartitions", (exchange, names) -> api.underReplicated(names[0], names[1]));
        routes.add("GET", "/api/status/*/*/unavailablePartitions", (exchange, names) -> api.unavailable(names[0], names[1]));
        routes.add("GET", "/", (exchange, names) -> pages.clusters());
        routes.add("GET", "/clusters/*", (exchange, names) -> pages.cluster(names[0]));
        routes.add("GET", "/clusters/*/brokers", (exchange, names) -> pages.brokers(names[0]));
        routes.add("GET", "/clusters/*/brokers/*", (exchange, names) -> pages.broker(names[0], names[1]));
        routes.add("POST", "/clusters", (exchange, names) -> registration.add(form(exchange)));
        routes.add("POST", "/clusters/*", (exchange, names) -> registration.change(names[0], form(exchange)));

        // What the stand-in does not do at all is refused at least where the real one would refuse it too.
        guard("/clusters/*/assignments/**", Features.Feature.KMReassignPartitionsFeature);
        guard("/clusters/*/assignment", Features.Feature.KMReassignPartitionsFeature);
        guard("/clusters/*/topics/*/assignments", Features.Feature.KMReassignPartitionsFeature);
        guard("/clusters/*/topics/**", Features.Feature.KMTopicManagerFeature);
        guard("/clusters/*/leader", Features.Feature.KMPreferredReplicaElectionFeature);
    }

    private void guard(String path, Features.Feature feature) {
        routes.add("POST", path, (exchange, names) ->
                settings.features().has(feature) ? notFound(exchange) : Registration.disabled(feature));
    }

    void start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(settings.httpPort()), 0);
        // A question to an actor blocks for up to five seconds: health must not wait behind it.
        http.setExecutor(Executors.newCachedThreadPool());
        HttpContext context = http.createContext("/", this::handle);
        context.getFilters().add(new BasicAuth(settings));
        http.start();
        log.info("Listening for HTTP on {}", http.getAddress());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = routes.answer(exchange, path(exchange));
            answer = answer == null ? notFound(exchange) : answer;
        } catch (Mailbox.AskTimeout | IllegalArgumentException e) {
            answer = path(exchange).startsWith("/api/")
                    ? Answer.failure(e.getMessage())
                    : Answer.html(200, Html.page("Error", Html.danger(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            answer = Answer.html(500, Html.page("Oops, an error occurred", ""));
        }
        answer.send(exchange);
    }

    /** The path without the context, under which nothing else is answered. */
    private String path(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.startsWith(settings.context()) ? path.substring(settings.context().length()) : "";
    }

    private static ClusterForm form(HttpExchange exchange) throws IOException {
        return ClusterForm.read(exchange.getRequestHeaders().getFirst("Content-Type"), exchange.getRequestBody().readAllBytes());
    }

    private static Answer notFound(HttpExchange exchange) {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return Answer.html(404, Html.page("Action not found", "<p>" + Html.escape(asked) + " is not part of the stand-in.</p>"));
    }
}
