package standin;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The actions that are switched on: {@code -Dapplication.features.0=NAME -Dapplication.features.1=NAME} ... replaces the list. */
record Features(Set<Feature> enabled) {
    /** The names that mean something. */
    enum Feature {
        KMClusterManagerFeature,
        KMTopicManagerFeature,
        KMPreferredReplicaElectionFeature,
        KMReassignPartitionsFeature,
        KMScheduleLeaderElectionFeature
    }

    private static final Logger log = LoggerFactory.getLogger(Features.class);
    private static final String KEY = "application.features";

    boolean has(Feature feature) {
        return enabled.contains(feature);
    }

    static Features read(Properties properties) {
        if (properties.containsKey(KEY)) {
            // The trap of the real one: a list in one option is not a list to it, and everything stays on.
            log.warn("{} has type STRING rather than LIST: all features are on", KEY);
            return new Features(EnumSet.allOf(Feature.class));
        }
        if (!properties.containsKey(KEY + ".0")) {
            return new Features(EnumSet.allOf(Feature.class));
        }
        Set<Feature> enabled = EnumSet.noneOf(Feature.class);
        for (int i = 0; properties.containsKey(KEY + "." + i); i++) {
            String name = properties.getProperty(KEY + "." + i);
            Arrays.stream(Feature.values())
                    .filter(feature -> feature.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(enabled::add, () -> log.error("Unknown application feature {}", name));
        }
        return new Features(enabled);
    }
}
