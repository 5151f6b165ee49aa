package standin;

/** Something that keeps Kafka Manager from starting: printed, and the process ends with code 255. */
final class Fatal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fatal(String message) {
        super(message);
    }
}
