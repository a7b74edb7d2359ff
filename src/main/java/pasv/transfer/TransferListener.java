package pasv.transfer;

/** The listener to how a transfer goes. */
@FunctionalInterface
public interface TransferListener {
    TransferListener NONE = event -> {};

    void on(TransferEvent event);

    /** Both are told, this one first. */
    default TransferListener and(TransferListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
