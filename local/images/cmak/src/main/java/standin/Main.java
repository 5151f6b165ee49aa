package standin;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stand-in for Kafka Manager (CMAK) 3.0.0.6: what a program that deploys it can tell, and nothing else. See README.md. */
public final class Main {
    /** Something that keeps Kafka Manager from starting: printed, and the process ends with code 255. */
    static final class Fatal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Fatal(String message) {
            super(message);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Main.class);

    /** Where its process id is not written to, for a container's sake. */
    private static final Path nowhere = Path.of("/dev/null");

    /** How long a stop takes while the main actor still waits for ZooKeeper (30.1 were measured). */
    private static final int stuckSeconds = 30;

    public static void main(String[] arguments) {
        try {
            log.info("This is a stand-in for Kafka Manager (CMAK) 3.0.0.6, not the real one");
            Settings settings = Settings.read(configuration(), System.getProperties());
            requireTemporaryFiles();
            writePid(settings.pidFile());
            Registry registry = new Registry(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(registry, settings.pidFile()), "stop"));
            new Server(settings, registry).start();
        } catch (Fatal | IOException e) {
            System.err.println("Oops, cannot start the server.");
            System.err.println(e.getMessage());
            System.exit(255);
        }
    }

    /** As Play reads it: {@code -Dconfig.file}, or application.conf beside the program, and the {@code -D} options above both. */
    private static Config configuration() {
        try {
            return ConfigFactory.load();
        } catch (ConfigException e) {
            throw new Fatal("The configuration cannot be read: " + e.getMessage());
        }
    }

    /** The real one unpacks files there. */
    private static void requireTemporaryFiles() {
        try {
            Files.delete(Files.createTempFile("cmak", null));
        } catch (IOException e) {
            throw new Fatal("java.io.tmpdir is not writable: " + e);
        }
    }

    /** A killed process leaves this file behind, and it then keeps the next one from starting. */
    private static void writePid(Path file) {
        if (file.equals(nowhere)) {
            return;
        }
        try {
            Files.writeString(file, String.valueOf(ProcessHandle.current().pid()), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Fatal("This application is already running (Or delete " + file.toAbsolutePath() + " file).");
        } catch (IOException e) {
            throw new Fatal("The process id cannot be written: " + e);
        }
    }

    private static void stop(Registry registry, Path pidFile) {
        try {
            if (registry.starting()) {
                TimeUnit.SECONDS.sleep(stuckSeconds);
            }
            registry.close();
            if (!pidFile.equals(nowhere)) {
                Files.deleteIfExists(pidFile);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("The process id file stays: " + e);
        }
    }

    private Main() {}
}
