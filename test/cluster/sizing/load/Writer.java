import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records at a steady rate, the keys in turn, each key to one partition, and notes what becomes of them. */
final class Writer implements Runnable {
    private final Topic topic;
    private final int rate;
    private final Sequences acknowledged;
    private final Window window;

    Writer(Topic topic, int rate, Sequences acknowledged, Window window) {
        this.topic = topic;
        this.rate = rate;
        this.acknowledged = acknowledged;
        this.window = window;
    }

    private Properties properties() {
        Properties properties = topic.client();
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", StringSerializer.class.getName());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("max.in.flight.requests.per.connection", "5");
        properties.put("retries", Integer.toString(Integer.MAX_VALUE));
        // As long as the longest edit: a record may have to wait, but none may be given up.
        properties.put("delivery.timeout.ms", Long.toString(Duration.ofMinutes(20).toMillis()));
        properties.put("max.block.ms", Long.toString(Duration.ofMinutes(20).toMillis()));
        properties.put("buffer.memory", Integer.toString(16 << 20));
        return properties;
    }

    @Override
    public void run() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties())) {
            long begun = System.nanoTime();
            for (long number = 0; ; number++) {
                LockSupport.parkNanos(begun + number * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
                send(producer, number);
            }
        }
    }

    private void send(KafkaProducer<String, String> producer, long number) {
        int key = (int) (number % topic.keys());
        int sequence = (int) (number / topic.keys());
        String value = key + ":" + sequence;
        ProducerRecord<String, String> record = new ProducerRecord<>(topic.name(), topic.partitionOf(key), "key-" + key, value);
        window.sent(number);
        producer.send(record, (metadata, error) -> {
            if (error == null) {
                acknowledged.note(key, sequence);
                window.acknowledged(number);
            } else {
                window.failed(number, error);
            }
        });
    }
}
