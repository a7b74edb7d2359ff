package pasv.ftp.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A peculiarity of a server that costs every run something until it is known. */
public enum ServerTrait {
    /** Commands that come in one segment are lost or muddled. */
    ONE_AT_A_TIME("it takes one command at a time"),
    /** FEAT ends the session. */
    NO_FEAT("it ends the session when it is asked what it offers"),
    /** RNFR is refused to whoever uploads. */
    NO_RENAME("it does not rename: files are sent under their own names"),
    /** STOR under a name with a leading dot is refused. */
    NO_DOT("it has refused a name with a leading dot: parts are called NAME.pasv-part"),
    /** STOR under any name but the file's own is refused, by the extension for one. */
    OWN_NAMES_ONLY("files are sent under their own names: it has refused temporary ones"),
    /** RNTO onto a name that is taken is refused, as on IIS. */
    NO_REPLACE("it does not rename onto a name that is taken: the old file is set aside first"),
    /** A file is taken away or renamed as soon as it has come. */
    TAKES_FILES("it takes files away as they come: they are sent under their own names"),
    /** A passive command is refused before PRET has said what for, as on DrFTPD. */
    WANTS_PRET("it wants to hear what a passive port is for (PRET)"),
    /** Data connections over TLS end without close_notify. */
    NO_CLOSE_NOTIFY("it ends data connections over TLS without saying so");

    private final String words;

    ServerTrait(String words) {
        this.words = words;
    }

    /** What it means, for people. */
    public String words() {
        return words;
    }

    /** The word for it in files: {@code one-at-a-time}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The trait that this word means; empty for any other word. */
    public static Optional<ServerTrait> of(String word) {
        return Arrays.stream(values())
                .filter(trait -> trait.word().equals(word))
                .findFirst();
    }
}
