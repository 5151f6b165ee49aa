import java.util.BitSet;

/** The records of every key by their sequence numbers, in the order in which they were noted. Safe for threads. */
final class Sequences {
    private final BitSet[] noted;
    private final int[] highest;
    private long count;
    private long twice;
    private long disordered;

    Sequences(int keys) {
        noted = new BitSet[keys];
        highest = new int[keys];
        for (int key = 0; key < keys; key++) {
            noted[key] = new BitSet();
            highest[key] = -1;
        }
    }

    synchronized void note(int key, int sequence) {
        count++;
        if (noted[key].get(sequence)) {
            twice++;
        } else if (sequence < highest[key]) {
            disordered++;
        }
        noted[key].set(sequence);
        highest[key] = Math.max(highest[key], sequence);
    }

    /** Records that were noted, repetitions included. */
    synchronized long count() {
        return count;
    }

    /** Records that had been noted before. */
    synchronized long twice() {
        return twice;
    }

    /** Records that came after one of the same key with a higher number. */
    synchronized long disordered() {
        return disordered;
    }

    /** A copy of one key's numbers. */
    synchronized BitSet numbers(int key) {
        return (BitSet) noted[key].clone();
    }

    /** Forgets a record, as if it had never been noted. */
    synchronized void forget(int key, int sequence) {
        noted[key].clear(sequence);
    }
}
