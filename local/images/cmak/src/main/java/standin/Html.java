package standin;

/** The frame of every page, and the two boxes by which a page tells success from failure. */
final class Html {
    static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title) + " · CMAK stand-in</title>"
                + "<style>body{font:15px sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3em .8em}"
                + ".alert-success{background:#dfd;padding:1em}.alert-danger{background:#fdd;padding:1em}</style></head><body>"
                + "<p><strong>This is a stand-in for Kafka Manager (CMAK), not the real one.</strong> <a href=\"/\">Clusters</a></p>"
                + "<h1>" + escape(title) + "</h1>" + body + "</body></html>";
    }

    static String success(String message) {
        return "<div class=\"alert alert-success\" role=\"alert\">" + escape(message) + "</div>";
    }

    static String danger(String message) {
        return "<div class=\"alert alert-danger\" role=\"alert\"><h4>Yikes! " + escape(message) + "</h4></div>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private Html() {}
}
