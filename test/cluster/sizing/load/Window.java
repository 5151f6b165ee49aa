import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What happens to the writers from the begin of an edit to its end. Times are those of {@link System#nanoTime}. Safe for threads. */
final class Window {
    private final Map<Long, Long> waiting = new LinkedHashMap<>();
    private long begun = System.nanoTime();
    private long lastAcknowledged = begun;
    private long longestStall;
    private long slowest;
    private long acknowledged;
    private long failed;
    private String failure = "";

    /** The figures of an edit, times in milliseconds. */
    record Figures(long acknowledged, long failed, String failure, long longestStallMs, long slowestMs) {}

    /** Everything so far belongs to no edit. What waits for its acknowledgement goes on waiting. */
    synchronized void begin() {
        begun = System.nanoTime();
        lastAcknowledged = begun;
        longestStall = 0;
        slowest = 0;
        acknowledged = 0;
        failed = 0;
        failure = "";
    }

    synchronized void sent(long record) {
        waiting.put(record, System.nanoTime());
    }

    synchronized void acknowledged(long record) {
        long now = System.nanoTime();
        acknowledged++;
        longestStall = Math.max(longestStall, now - lastAcknowledged);
        lastAcknowledged = now;
        leaves(record, now);
    }

    synchronized void failed(long record, Exception error) {
        failed++;
        if (failure.isEmpty()) {
            failure = error.toString();
        }
        leaves(record, System.nanoTime());
    }

    private void leaves(long record, long now) {
        Long since = waiting.remove(record);
        if (since != null) {
            slowest = Math.max(slowest, now - Math.max(since, begun));
        }
    }

    /** The figures until now: what still waits counts with the time it has waited. */
    synchronized Figures figures() {
        long now = System.nanoTime();
        long stall = Math.max(longestStall, now - lastAcknowledged);
        // The map keeps the order of sending: the first has waited longest.
        long oldest = waiting.values().stream().findFirst().map(since -> now - Math.max(since, begun)).orElse(0L);
        return new Figures(acknowledged, failed, failure, millis(stall), millis(Math.max(slowest, oldest)));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
