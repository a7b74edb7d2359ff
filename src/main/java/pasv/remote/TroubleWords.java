package pasv.remote;

import java.util.regex.Pattern;
import pasv.ftp.wire.Reply;

/**
 * The words in which servers confess, in a reply that says that all went well, that it did not: Pure-FTPd ({@code Output
 * truncated}, {@code Out of memory}, {@code Read error during globbing}), vsftpd ({@code failed to open directory}),
 * ProFTPD and others. What such a reply ends is incomplete, and nothing is removed on its strength.
 */
final class TroubleWords {
    private static final Pattern WORDS = Pattern.compile(
            "(?i)\\b(out of memory|not enough memory|memory exhausted|truncated|incomplete|aborted|interrupted"
                    + "|(read|write|i/o|input/output|disk|transfer) error|error (during|while|reading|writing)"
                    + "|failed to \\w+|(can(no|'|\u2019)?t|could not|unable to) (open|read|list|stat|access|write)"
                    + "|(limit|quota) (exceeded|reached)|no space left)\\b");

    private TroubleWords() {}

    /** Whether a positive reply has them. */
    static boolean in(Reply end) {
        return WORDS.matcher(end.text()).find();
    }
}
