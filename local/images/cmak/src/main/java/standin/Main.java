package standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stand-in for Kafka Manager (CMAK) 3.0.0.6: what a program that deploys it can tell, and nothing else. See README.md. */
public final class Main {
    /** How long a stop takes while the main actor still waits for ZooKeeper. */
    private static final int STUCK_SECONDS = 30;

    /** Starts it; ends the process with 255 when it cannot start. */
    public static void main(String[] arguments) {
        try {
            start();
        } catch (Fatal e) {
            System.err.println("Oops, cannot start the server.");
            System.err.println(e.getMessage());
            System.exit(255);
        } catch (IOException e) {
            System.err.println("Oops, cannot start the server.");
            System.err.println(e);
            System.exit(255);
        }
    }

    private static void start() throws IOException {
        Logging.configure();
        Logger log = LoggerFactory.getLogger(Main.class);
        log.info("This is a stand-in for Kafka Manager (CMAK) 3.0.0.6, not the real one");
        requireTemporaryFiles();
        Settings settings = Settings.read(System.getenv(), System.getProperties());
        PidFile pid = new PidFile(Path.of(System.getProperty("application.home", "")).toAbsolutePath());
        Registry registry = new Registry(settings);
        Commands commands = new Commands(registry);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(registry, commands, pid), "stop"));
        new Server(settings, registry, commands).start();
    }

    /** The real one unpacks files there. */
    private static void requireTemporaryFiles() {
        try {
            Files.delete(Files.createTempFile("cmak", null));
        } catch (IOException e) {
            throw new Fatal("java.io.tmpdir is not writable: " + e);
        }
    }

    private static void stop(Registry registry, Commands commands, PidFile pid) {
        try {
            if (registry.starting()) {
                TimeUnit.SECONDS.sleep(STUCK_SECONDS);
            }
            commands.close();
            registry.close();
            pid.remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("The process id file stays: " + e);
        }
    }

    private Main() {}
}
