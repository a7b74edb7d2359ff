package pasv.remote;

import java.util.Optional;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.ListingSummary;

/**
 * The reason why nothing should be done on the word of a listing. Cut off, unreadable, or with names that lead astray.
 */
public final class Unreliable {
    private Unreliable() {}

    /** The reason as a failure; empty for a listing that is whole and understood. */
    public static Optional<FtpException> reason(RemotePath directory, Listing listing) {
        ListingSummary summary = listing.summary();
        String name = directory.isEmpty() ? "the directory" : directory.text();
        if (summary.notUnderstoodCount() > 0) {
            String line = summary.notUnderstood().isEmpty()
                    ? ""
                    : ", such as \"" + summary.notUnderstood().get(0).text() + "\"";
            return failure(
                    Failure.NOT_UNDERSTOOD,
                    "the listing of " + name + " has " + summary.notUnderstoodCount() + " unreadable lines" + line);
        }
        if (!summary.refused().isEmpty() && !summary.doubts().isEmpty()) {
            return failure(
                    Failure.HOSTILE,
                    "the listing of " + name + " has names that cannot be used, such as \""
                            + summary.refused().get(0).name().text() + "\"");
        }
        if (!summary.complete()) {
            return failure(Failure.INCOMPLETE, "the listing of " + name + " is not complete");
        }
        return summary.reliable()
                ? Optional.empty()
                : failure(Failure.NOT_UNDERSTOOD, "the listing of " + name + " is in doubt " + summary.doubts());
    }

    private static Optional<FtpException> failure(Failure kind, String message) {
        return Optional.of(new FtpException(kind, message, Circumstances.in(Phase.COMMAND)));
    }
}
