import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes to a topic and reads from it for as long as it runs, and answers on a port how that goes:
 * {@code /state}, {@code /begin} at the begin of an edit, {@code /end} at its end, which answers what became of the records.
 *
 * <p>Arguments: a file of client properties, or bootstrap servers; topic, copies, records a second, port.
 */
public final class Load {
    private static final Duration CATCH_UP = Duration.ofMinutes(3);

    private final Topic topic;
    private final Sequences acknowledged;
    private final Window window = new Window();
    private final Reader follower;
    private long twiceBefore;
    private long disorderedBefore;

    private Load(Topic topic) {
        this.topic = topic;
        acknowledged = new Sequences(topic.keys());
        follower = new Reader(topic);
    }

    public static void main(String[] args) throws Exception {
        Topic topic = new Topic(client(args[0]), args[1], Short.parseShort(args[2]));
        topic.make();
        Load load = new Load(topic);
        start("writer", new Writer(topic, Integer.parseInt(args[3]), load.acknowledged, load.window));
        start("reader", load.follower::follow);
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[4])), 0);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/state", exchange -> answer(exchange, load::state));
        server.createContext("/begin", exchange -> answer(exchange, load::begin));
        server.createContext("/end", exchange -> answer(exchange, load::end));
        server.start();
    }

    private static Properties client(String given) throws IOException {
        Properties properties = new Properties();
        if (given.startsWith("/")) {
            try (java.io.Reader file = Files.newBufferedReader(Path.of(given))) {
                properties.load(file);
            }
        } else {
            properties.put("bootstrap.servers", given);
        }
        return properties;
    }

    /** A thread whose end is the end of the process: half a load would prove nothing. */
    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setUncaughtExceptionHandler((source, error) -> {
            error.printStackTrace();
            System.exit(1);
        });
        thread.start();
    }

    private interface Question {
        String answer() throws Exception;
    }

    private static void answer(HttpExchange exchange, Question question) throws IOException {
        int status = 200;
        String text;
        try {
            text = question.answer();
        } catch (Exception error) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            status = 500;
            text = trace.toString();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private String state() {
        return String.format(
                "{\"acknowledged\":%d,\"read\":%d}", acknowledged.count(), follower.read().count());
    }

    private String begin() {
        window.begin();
        return state();
    }

    /**
     * What became of the records: those lost are acknowledged ones that the reader beside the writer did not get, or that are no longer there
     * when the topic is read again from its beginning.
     */
    private String end() throws InterruptedException {
        Window.Figures figures = window.figures();
        BitSet[] wanted = new BitSet[topic.keys()];
        for (int key = 0; key < wanted.length; key++) {
            wanted[key] = acknowledged.numbers(key);
        }
        Map<TopicPartition, Long> ends = follower.ends();
        waitForFollower(ends);
        Reader again = new Reader(topic);
        again.readTo(ends);

        long lost = 0;
        for (int key = 0; key < wanted.length; key++) {
            BitSet present = again.read().numbers(key);
            present.and(follower.read().numbers(key));
            wanted[key].andNot(present);
            lost += wanted[key].cardinality();
            // A record is lost once: the edits after this one did not lose it.
            for (int sequence = wanted[key].nextSetBit(0); sequence >= 0; sequence = wanted[key].nextSetBit(sequence + 1)) {
                System.err.println("lost: key " + key + ", number " + sequence);
                acknowledged.forget(key, sequence);
            }
        }
        long twice = Math.max(again.read().twice(), follower.read().twice());
        long disordered = Math.max(again.read().disordered(), follower.read().disordered());
        String answer = String.format(
                "{\"acknowledged\":%d,\"lost\":%d,\"duplicated\":%d,\"disordered\":%d,\"failed\":%d,\"failure\":\"%s\",\"longestStallMs\":%d,\"slowestMs\":%d}",
                figures.acknowledged(), lost, twice - twiceBefore, disordered - disorderedBefore, figures.failed(),
                figures.failure().replaceAll("[^ -~]|[\"\\\\]", " "), figures.longestStallMs(), figures.slowestMs());
        twiceBefore = twice;
        disorderedBefore = disordered;
        return answer;
    }

    private void waitForFollower(Map<TopicPartition, Long> ends) throws InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        while (!follower.hasReached(ends)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the reader has not reached " + ends + " in " + CATCH_UP);
            }
            Thread.sleep(50);
        }
    }
}
