package pasv.ftp.wire;

/** The listener to what happens on the wire. Called on the thread that speaks; must not block. */
@FunctionalInterface
public interface WireListener {
    WireListener NONE = event -> {};

    void on(WireEvent event);

    /** The listener for one more connection, where several must be told apart. */
    default WireListener forConnection() {
        return this;
    }

    /** Both are told, this one first. */
    default WireListener and(WireListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
