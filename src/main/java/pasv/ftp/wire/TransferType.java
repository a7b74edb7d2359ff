package pasv.ftp.wire;

import java.util.Locale;
import java.util.Optional;

/** The representation type of a transfer (RFC 959 §3.1.1). */
public enum TransferType {
    /** As they are. */
    IMAGE("I"),
    /** With line ends translated: no resume and no proof by size. */
    ASCII("A");

    private final String code;

    TransferType(String code) {
        this.code = code;
    }

    public Command command() {
        return Command.of("TYPE", code);
    }

    /** The type of a URL's {@code ;type=} (RFC 1738 §3.2.2); {@code d}, a listing, travels as image here. */
    public static Optional<TransferType> ofUrl(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "i", "d" -> Optional.of(IMAGE);
            case "a" -> Optional.of(ASCII);
            default -> Optional.empty();
        };
    }
}
