package standin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Manager gives to each of its three clients of the brokers: protocol, mechanism and JAAS configuration as they are
 * registered, everything else from the file of consumer properties. A JAAS configuration that is not registered is left to the JVM:
 * section {@code KafkaClient} of {@code -Djava.security.auth.login.config}.
 * What is logged here is what the real one logs, a registered password included.
 */
final class ClientProperties {
    private static final Logger log = LoggerFactory.getLogger(ClientProperties.class);
    private static final String deserializer = ByteArrayDeserializer.class.getName();

    /** What Kafka Manager's client (2.4.1) does not know yet, and so leaves alone (KIP-651). */
    private static final Set<String> unknown = Set.of(
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, SslConfigs.SSL_KEYSTORE_KEY_CONFIG);

    private final ClusterConfig.Security security;
    private final Properties file;

    /** The file is empty where none is configured. */
    ClientProperties(ClusterConfig.Security security, Properties file) {
        this.security = security;
        this.file = file;
    }

    /** For the client that asks who is in a group. Throws as {@code bootstrap} and {@code secure} do. */
    Properties members(List<BrokerIdentity> brokers) {
        String servers = bootstrap(brokers);
        Properties all = new Properties();
        all.putAll(file);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        secure(all);
        log.info("Creating admin client with security protocol={} , broker list : {}", security.protocol(), servers);
        return all;
    }

    /** For the client that reads {@code __consumer_offsets}. Throws as {@code bootstrap} and {@code secure} do. */
    Properties committedOffsets(List<BrokerIdentity> brokers) {
        Properties all = new Properties();
        all.put(ConsumerConfig.GROUP_ID_CONFIG, "KMOffsetCache-" + hostname());
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap(brokers));
        all.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, "false");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, deserializer);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, deserializer);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        all.putAll(file);
        secure(all);
        log.info("Constructing new kafka consumer client using these properties: ");
        all.forEach((key, value) -> log.info("{}={}", key, value));
        return all;
    }

    /**
     * For the client that asks one broker for the ends of its partitions. A file, where there is one, must name the deserializers.
     * Throws as {@code bootstrap} and {@code secure} do.
     */
    Properties latestOffsets(BrokerIdentity broker) {
        Properties all = new Properties();
        if (file.isEmpty()) {
            all.put(ConsumerConfig.GROUP_ID_CONFIG, "kafka.manager.actor.cluster.KafkaStateActor.KafkaTopicOffsetGetter");
            all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, deserializer);
            all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, deserializer);
        }
        all.putAll(file);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap(List.of(broker)));
        secure(all);
        return all;
    }

    /** Throws IllegalArgumentException for a store of type PEM, which Kafka Manager's client (2.4.1) cannot read. */
    private void secure(Properties all) {
        for (String type : List.of(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG)) {
            if ("PEM".equals(all.get(type))) {
                throw new IllegalArgumentException("Failed to load SSL keystore of type PEM");
            }
        }
        all.keySet().removeAll(unknown);
        all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security.protocol());
        if (security.mechanism() != null) {
            all.put(SaslConfigs.SASL_MECHANISM, security.mechanism());
            log.info("SASL Mechanism ={}", security.mechanism());
        }
        if (security.jaasConfig() != null) {
            all.put(SaslConfigs.SASL_JAAS_CONFIG, security.jaasConfig());
            log.info("SASL JAAS config={}", security.jaasConfig());
        }
    }

    /** {@code host:port,...}. Throws NoSuchElementException when one broker has no listener of the registered protocol. */
    private String bootstrap(List<BrokerIdentity> brokers) {
        return brokers.stream()
                .map(broker -> {
                    Integer port = broker.ports().get(security.protocol());
                    if (port == null) {
                        throw new NoSuchElementException("key not found: " + security.protocol());
                    }
                    return broker.host() + ":" + port;
                })
                .collect(Collectors.joining(","));
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
