package standin;

import java.util.List;
import java.util.Locale;

/** The few pages for a person's eyes. */
final class Pages {
    private final Registry registry;
    private final StatusApi api;

    Pages(Registry registry, StatusApi api) {
        this.registry = registry;
        this.api = api;
    }

    Answer clusters() throws Mailbox.AskTimeout {
        String rows = registry.mailbox().ask("KMGetAllClusters", () -> {
            StringBuilder html = new StringBuilder();
            registry.active().values().forEach(cluster -> html.append(row(cluster.config(), cluster.config().enabled() ? "active" : "disabled")));
            registry.pending().values().forEach(config -> html.append(row(config, "pending")));
            return html.toString();
        });
        return Answer.html(200, Html.page("Clusters", "<table><tr><th>Cluster</th><th>State</th><th>Version</th></tr>" + rows + "</table>"));
    }

    private static String row(ClusterConfig config, String state) {
        String name = Html.escape(config.name());
        return "<tr><td><a href=\"/clusters/" + name + "\">" + name + "</a></td><td>" + state + "</td><td>" + config.kafkaVersion() + "</td></tr>";
    }

    Answer cluster(String name) throws Mailbox.AskTimeout {
        Cluster cluster = api.find(name);
        String link = "<a href=\"/clusters/" + Html.escape(name) + "/brokers\">" + cluster.brokers().size() + "</a>";
        String body = "<table><tr><th>ZooKeepers</th><td>" + Html.escape(cluster.config().curator().zkConnect()) + "</td></tr>"
                + "<tr><th>Version</th><td>" + cluster.config().kafkaVersion() + "</td></tr>"
                + "<tr><th>Brokers</th><td>" + link + "</td></tr>"
                + "<tr><th>Topics</th><td>" + cluster.topics().size() + "</td></tr></table>";
        return Answer.html(200, Html.page(name, body));
    }

    Answer brokers(String name) throws Mailbox.AskTimeout {
        Cluster cluster = api.find(name);
        return brokerTable(name + " / Brokers", cluster, cluster.brokers());
    }

    Answer broker(String name, String id) throws Mailbox.AskTimeout {
        Cluster cluster = api.find(name);
        List<BrokerIdentity> one = cluster.brokers().stream().filter(broker -> String.valueOf(broker.id()).equals(id)).toList();
        return one.isEmpty()
                ? Answer.html(200, Html.page(name, Html.danger("No broker with id " + id)))
                : brokerTable(name + " / Broker " + id, cluster, one);
    }

    /** The rates are one-minute rates per second, or blank where JMX could not be read. */
    private static Answer brokerTable(String title, Cluster cluster, List<BrokerIdentity> brokers) {
        StringBuilder html = new StringBuilder("<table><tr><th>Id</th><th>Host</th><th>Ports</th><th>JMX Port</th>"
                + "<th>Messages in /sec</th><th>Bytes in /sec</th><th>Bytes out /sec</th></tr>");
        for (BrokerIdentity broker : brokers) {
            html.append(String.format(
                    "<tr id=\"broker-%d\"><td>%d</td><td>%s</td><td>%s</td><td>%d</td>",
                    broker.id(), broker.id(), Html.escape(broker.host()), Html.escape(broker.ports().toString()), broker.jmxPort()));
            JmxPoller.Rates rates = cluster.jmx().rates(broker.id());
            html.append(rates == null
                    ? "<td></td><td></td><td></td></tr>"
                    : String.format(Locale.ROOT, "<td>%.2f</td><td>%.2f</td><td>%.2f</td></tr>", rates.messagesIn(), rates.bytesIn(), rates.bytesOut()));
        }
        String note = cluster.config().flag("jmxEnabled") ? "" : "<p>Please enable JMX polling to see metrics.</p>";
        return Answer.html(200, Html.page(title, html.append("</table>").append(note).toString()));
    }
}
