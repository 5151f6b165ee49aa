package standin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the brokers' metrics at {@code rmi://HOST:JMX_PORT}, the host being that of the leftmost endpoint. */
final class JmxPoller implements AutoCloseable {
    /** One-minute rates of a broker, per second. */
    record Rates(double messagesIn, double bytesIn, double bytesOut) {}

    private static final Logger log = LoggerFactory.getLogger(JmxPoller.class);

    private final ClusterConfig config;
    private final Callable<List<BrokerIdentity>> brokers;
    private final Map<Integer, Rates> rates = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "jmx");
        made.setDaemon(true);
        return made;
    });

    /** @param brokers the brokers at the time of the call */
    JmxPoller(ClusterConfig config, Callable<List<BrokerIdentity>> brokers) {
        this.config = config;
        this.brokers = brokers;
    }

    void start(int seconds) {
        thread.scheduleWithFixedDelay(this::poll, 0, seconds, TimeUnit.SECONDS);
    }

    /** What was last read from a broker; null when nothing could be. */
    Rates rates(int broker) {
        return rates.get(broker);
    }

    private void poll() {
        try {
            for (BrokerIdentity broker : brokers.call()) {
                poll(broker);
            }
        } catch (Exception e) {
            log.warn("JMX: {}", e.toString());
        }
    }

    private void poll(BrokerIdentity broker) {
        if (broker.jmxPort() < 0) {
            rates.remove(broker.id());
            log.error("Failed to get broker metrics for broker {}: JMX is not enabled", broker.id());
            return;
        }
        String url = String.format("service:jmx:rmi:///jndi/rmi://%s:%d/jmxrmi", broker.host(), broker.jmxPort());
        Map<String, Object> options = config.texts().containsKey("jmxUser")
                ? Map.of(JMXConnector.CREDENTIALS, new String[] {config.texts().get("jmxUser"), config.texts().get("jmxPass")})
                : Map.of();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(url), options)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            rates.put(broker.id(), new Rates(
                    rate(beans, "MessagesInPerSec"), rate(beans, "BytesInPerSec"), rate(beans, "BytesOutPerSec")));
        } catch (Exception e) {
            rates.remove(broker.id());
            log.error("Failed to connect to {}: {}", url, e.toString());
        }
    }

    private static double rate(MBeanServerConnection beans, String metric) throws JMException, java.io.IOException {
        ObjectName name = new ObjectName("kafka.server:type=BrokerTopicMetrics,name=" + metric);
        // A broker that has not served anything yet has no such bean.
        return beans.isRegistered(name) ? (double) beans.getAttribute(name, "OneMinuteRate") : 0;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
