package pasv.transfer;

import java.io.IOException;

/** What is here cannot be gone on from: the transfer must begin at the beginning. */
final class StartOver extends IOException {
    private static final long serialVersionUID = 1;

    StartOver(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
