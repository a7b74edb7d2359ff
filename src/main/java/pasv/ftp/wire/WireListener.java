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
        WireListener first = this;
        return new WireListener() {
            @Override
            public void on(WireEvent event) {
                first.on(event);
                other.on(event);
            }

            @Override
            public WireListener forConnection() {
                return first.forConnection().and(other.forConnection());
            }
        };
    }
}
