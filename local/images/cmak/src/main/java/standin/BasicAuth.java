package standin;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** Asks for the password, except on the excluded paths. The cookie it sets is as good as the password, as in the real one. */
final class BasicAuth extends Filter {
    private static final String COOKIE = "play-basic-authentication";

    private final Settings settings;
    private final byte[] header;
    private final byte[] cookie;

    BasicAuth(Settings settings) {
        this.settings = settings;
        this.header = ("Basic " + base64(settings.username() + ":" + settings.password())).getBytes(StandardCharsets.UTF_8);
        this.cookie = (COOKIE + "=" + base64(settings.username() + settings.password())).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String description() {
        return "basic authentication";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!settings.authEnabled() || settings.excluded().stream().anyMatch(path::matches) || cookieHolds(exchange)) {
            chain.doFilter(exchange);
        } else if (same(exchange.getRequestHeaders().getFirst("Authorization"), header)) {
            exchange.getResponseHeaders().add("Set-Cookie", new String(cookie, StandardCharsets.UTF_8) + "; Max-Age=3600; Path=/; HTTPOnly");
            chain.doFilter(exchange);
        } else {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"" + settings.realm() + "\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        }
    }

    private boolean cookieHolds(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .anyMatch(one -> same(one.trim(), cookie));
    }

    /** In the same time whatever the difference. */
    private static boolean same(String given, byte[] expected) {
        return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
