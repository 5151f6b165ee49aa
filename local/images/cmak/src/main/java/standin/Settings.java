package standin;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the configuration file, the environment and the {@code -D} options say, by the names that Kafka Manager reads.
 *
 * @param zkHosts where its own state is: {@code host:port,...}
 * @param context what stands before every path: empty, or {@code /kafka}
 * @param open paths that are answered without a password, as regular expressions over the whole path
 * @param consumerProperties what its clients of the brokers are given beside what is registered; empty where no file is named
 * @param startDeadlineSeconds how long ZooKeeper may be unreachable at the start before the main actor dies for good (5 min 50 s were
 *     measured); the only setting that is the stand-in's own, for whoever cannot wait
 */
record Settings(
        String zkHosts,
        boolean authEnabled,
        String username,
        String password,
        Path pidFile,
        String context,
        List<Pattern> open,
        Properties consumerProperties,
        int startDeadlineSeconds) {

    /** The names of features that mean something. Each switches actions of pages on, and there are no pages here: they are only logged. */
    private enum Feature {
        KMClusterManagerFeature,
        KMTopicManagerFeature,
        KMPreferredReplicaElectionFeature,
        KMReassignPartitionsFeature,
        KMScheduleLeaderElectionFeature
    }

    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    /** Throws Fatal when the settings are such that Kafka Manager would not start. */
    static Settings read(Config config, Properties options) {
        // Unset is the public built-in one.
        if (config.getString("play.crypto.secret").isEmpty()) {
            throw new Main.Fatal("Configuration error: the application secret (play.crypto.secret, APPLICATION_SECRET) is empty");
        }
        log.info("Application features: {}", features(options));
        String home = options.getProperty("application.home", "");
        return new Settings(
                config.getString("cmak.zkhosts"),
                config.getBoolean("basicAuthentication.enabled"),
                config.getString("basicAuthentication.username"),
                config.getString("basicAuthentication.password"),
                Path.of(options.getProperty("pidfile.path", Path.of(home).resolve("RUNNING_PID").toString())),
                context(config),
                // -DbasicAuthentication.excluded.0=REGEX replaces the list, which does not follow the context by itself.
                config.getStringList("basicAuthentication.excluded").stream().map(Pattern::compile).toList(),
                consumerProperties(config),
                Integer.parseInt(options.getProperty("standin.start-deadline-seconds", "350")));
    }

    /** The file that a key names; a key below cmak wins. One that cannot be read is only a warning. */
    private static Properties consumerProperties(Config config) {
        String key = "consumer.properties.file";
        String prefixed = (config.hasPathOrNull("cmak." + key) ? "cmak." : "kafka-manager.") + key;
        Properties properties = new Properties();
        if (config.hasPath(prefixed)) {
            Path file = Path.of(config.getString(prefixed));
            try (InputStream input = Files.newInputStream(file)) {
                properties.load(input);
            } catch (IOException e) {
                log.warn("Failed to find consumer properties file or file is not readable : {}", file);
            }
        }
        return properties;
    }

    private static String context(Config config) {
        String context = config.getString("play.http.context");
        if (!context.startsWith("/")) {
            throw new Main.Fatal("Configuration error: play.http.context must start with a /");
        }
        return context.endsWith("/") ? context.substring(0, context.length() - 1) : context;
    }

    /** {@code -Dapplication.features.0=NAME -Dapplication.features.1=NAME ...} replaces the list. */
    private static Set<Feature> features(Properties options) {
        String key = "application.features";
        if (options.containsKey(key)) {
            // The trap of the real one: a list in one option is not a list to it, and everything stays on.
            log.warn("{} has type STRING rather than LIST: all features are on", key);
        }
        if (options.containsKey(key) || !options.containsKey(key + ".0")) {
            return EnumSet.allOf(Feature.class);
        }
        Set<Feature> enabled = EnumSet.noneOf(Feature.class);
        for (int i = 0; options.containsKey(key + "." + i); i++) {
            try {
                enabled.add(Feature.valueOf(options.getProperty(key + "." + i)));
            } catch (IllegalArgumentException e) {
                log.error("Unknown application feature {}", options.getProperty(key + "." + i));
            }
        }
        return enabled;
    }
}
