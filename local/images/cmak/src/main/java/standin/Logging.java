package standin;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/**
 * Log configuration comes twice, as in the real one: {@code logback.configurationFile} when the first line is logged, and
 * {@code logger.file} when the application starts. Where one is missing, the image's own console-only logback.xml is used.
 */
final class Logging {
    static void configure() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        String file = System.getProperty("logger.file");
        if (file == null) {
            return;
        }
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(file);
        } catch (JoranException e) {
            throw new Fatal("The log configuration cannot be read: " + file + ": " + e.getMessage());
        }
    }

    private Logging() {}
}
