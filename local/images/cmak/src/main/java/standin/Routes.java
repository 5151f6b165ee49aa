package standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request is answered by what; the first route that fits counts. */
final class Routes {
    /** Answers one request. */
    interface Handler {
        /** @param names what stood where the route has a star, from the left */
        Answer answer(HttpExchange exchange, String... names) throws IOException, Mailbox.AskTimeout;
    }

    private record Route(String method, Pattern path, Handler handler) {}

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route; a star stands for one part of the path, two stars for any rest. */
    Routes add(String method, String path, Handler handler) {
        String pattern = path.replace("**", ".+").replace("*", "([^/]+)");
        routes.add(new Route(method, Pattern.compile(pattern), handler));
        return this;
    }

    /** The answer of the first route that fits; null when none does. */
    Answer answer(HttpExchange exchange, String path) throws IOException, Mailbox.AskTimeout {
        String method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        for (Route route : routes) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                String[] names = new String[matcher.groupCount()];
                for (int i = 0; i < names.length; i++) {
                    names[i] = matcher.group(i + 1);
                }
                return route.handler().answer(exchange, names);
            }
        }
        return null;
    }
}
