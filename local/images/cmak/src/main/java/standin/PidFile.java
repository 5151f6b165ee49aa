package standin;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Says that it runs, by a file that a killed process leaves behind, and that then keeps the next one from starting. */
final class PidFile {
    private static final Path NONE = Path.of("/dev/null");

    private final Path path;

    /** @throws Fatal when the file exists or cannot be written */
    PidFile(Path home) {
        path = Path.of(System.getProperty("pidfile.path", home.resolve("RUNNING_PID").toString()));
        if (path.equals(NONE)) {
            return;
        }
        try {
            Files.writeString(path, String.valueOf(ProcessHandle.current().pid()), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Fatal("This application is already running (Or delete " + path.toAbsolutePath() + " file).");
        } catch (IOException e) {
            throw new Fatal("The process id cannot be written: " + e);
        }
    }

    void remove() throws IOException {
        if (!path.equals(NONE)) {
            Files.deleteIfExists(path);
        }
    }
}
