package pasv.ftp.wire;

/** The phases of a conversation. */
public enum Phase {
    CONNECT("connecting"),
    GREETING("greeting"),
    TLS("TLS handshake"),
    LOGIN("login"),
    COMMAND("command"),
    PASSIVE("passive negotiation"),
    DATA_CONNECT("data connection"),
    TRANSFER("transfer"),
    FINISH("final reply"),
    LOCAL("local file");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
