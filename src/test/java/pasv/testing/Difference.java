package pasv.testing;

/** The conversation went another way than the script says; the message is meant for the reader of a failed test. */
final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Difference(String message) {
        super(message);
    }

    Difference(String message, Throwable cause) {
        super(message, cause);
    }
}
