package pasv.access;

/** What cannot be meant: options that contradict each other, or a value that no server is needed to refuse. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
