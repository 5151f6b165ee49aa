package standin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.TopicPartition;

/** A record of {@code __consumer_offsets} (Kafka, OffsetCommitKey.json, OffsetCommitValue.json, GroupMetadataValue.json). */
sealed interface OffsetRecord {
    /** How far a group has come in a partition. */
    record Commit(String group, TopicPartition partition, long offset) implements OffsetRecord {}

    /** Who owns which partitions in a group. */
    record Members(String group, List<Owner> owners) implements OffsetRecord {}

    /** A member by its name and address, and a partition it owns. */
    record Owner(String name, TopicPartition partition) {}

    /** Throws IllegalArgumentException, or BufferUnderflowException, when the record is of a kind or version that is not known. */
    static OffsetRecord parse(ByteBuffer key, ByteBuffer value) {
        short kind = key.getShort();
        if (kind > 2) {
            throw new IllegalArgumentException("Unknown message key schema version " + kind);
        }
        String group = text(key);
        if (kind == 2) {
            return new Members(group, owners(value));
        }
        TopicPartition partition = new TopicPartition(text(key), key.getInt());
        value.getShort();
        return new Commit(group, partition, value.getLong());
    }

    private static List<Owner> owners(ByteBuffer value) {
        short version = value.getShort();
        if (version > 3) {
            throw new IllegalArgumentException("Unknown group metadata version " + version);
        }
        String protocolType = text(value);
        // Generation, protocol and leader, and since when it is so.
        value.getInt();
        text(value);
        text(value);
        if (version >= 2) {
            value.getLong();
        }
        List<Owner> owners = new ArrayList<>();
        for (int members = value.getInt(); members > 0; members--) {
            String id = text(value);
            if (version >= 3) {
                text(value);
            }
            // The client's id, which is part of the member's.
            text(value);
            String name = id + ":" + text(value);
            // Time-outs of rebalance and session.
            value.position(value.position() + (version >= 1 ? 8 : 4));
            bytes(value);
            ByteBuffer assignment = bytes(value);
            if (protocolType.equals("consumer") && assignment.hasRemaining()) {
                ConsumerProtocol.deserializeAssignment(assignment)
                        .partitions()
                        .forEach(partition -> owners.add(new Owner(name, partition)));
            }
        }
        return owners;
    }

    /** Null where the length is negative. */
    private static String text(ByteBuffer from) {
        short length = from.getShort();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(ByteBuffer from) {
        int length = from.getInt();
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}
