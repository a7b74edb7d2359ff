package pasv.transfer;

/** Who is told how a transfer goes? */
@FunctionalInterface
public interface TransferListener {
    TransferListener NONE = event -> {};

    void on(TransferEvent event);
}
