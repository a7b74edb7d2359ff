package pasv.transfer;

/** The listener to how a transfer goes. */
@FunctionalInterface
public interface TransferListener {
    TransferListener NONE = event -> {};

    void on(TransferEvent event);
}
