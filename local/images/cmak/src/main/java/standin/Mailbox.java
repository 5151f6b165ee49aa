package standin;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One actor's way of working: messages are handled one at a time, in their order, and whoever asks waits for a bounded time.
 * After the actor's death nothing is handled any more, and every question ends in a time-out.
 */
final class Mailbox {
    /** How long an answer may take ({@code api-timeout-millis}). */
    private static final int timeoutMillis = 5000;

    /** The answer did not come in time; its message is what the API shows. */
    static final class AskTimeout extends Exception {
        private static final long serialVersionUID = 1;

        AskTimeout(String path, String message) {
            super(String.format(
                    "Ask timed out on [ActorSelection[Anchor(akka://kafka-manager-system/), Path(%s)]] after [%d ms]. "
                            + "Message of type [%s].",
                    path, timeoutMillis, message));
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final String path;
    private final ScheduledExecutorService thread;

    /** The path is what its time-outs name: {@code /user/kafka-manager}. */
    Mailbox(String path) {
        this.path = path;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, path);
            made.setDaemon(true);
            return made;
        });
    }

    /** Sends a message that nobody waits for. */
    void tell(Runnable message) {
        if (!thread.isShutdown()) {
            thread.execute(() -> handle(message));
        }
    }

    /** Sends a message again and again. */
    void tick(int seconds, Runnable message) {
        thread.scheduleAtFixedRate(() -> handle(message), seconds, seconds, TimeUnit.SECONDS);
    }

    /** Sends a message and waits for its answer. */
    <T> T ask(String type, Callable<T> message) throws AskTimeout {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tell(() -> {
            try {
                answer.complete(message.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return await(type, answer);
    }

    /** Waits for an answer that comes from elsewhere, as long as for one of this actor. */
    <T> T await(String type, CompletableFuture<T> answer) throws AskTimeout {
        try {
            return answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AskTimeout(path, type);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AskTimeout(path, type);
        }
    }

    /** From now on no message is handled; the one that is being handled is interrupted. */
    void die() {
        thread.shutdownNow();
    }

    private void handle(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException e) {
            log.error("{}: {}", path, e.toString());
        }
    }
}
