package pasv.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.ServerTrait;

/**
 * The knowledge of one file on its way to a server. What it was when it began, and under which name it is sent now.
 */
final class UploadJob {
    final FtpUrl url;
    final Source source;
    final Narrator narrator;
    final OptionalLong size;
    final Optional<Instant> modified;
    final long start = System.nanoTime();
    /** The temporary name, or the name itself where that does not work. */
    RemotePath place;
    /** What is known of the server once this upload has ended well. */
    Optional<ServerTrait> lesson = Optional.empty();
    /** A temporary file of ours that is of no use any more. */
    Optional<RemotePath> left = Optional.empty();
    /** Whether what is there under that name may be gone on from. */
    boolean mayResume;

    UploadJob(FtpUrl url, Source source, Narrator narrator, RemotePath place, boolean mayResume) throws IOException {
        this.url = url;
        this.source = source;
        this.narrator = narrator;
        this.place = place;
        this.mayResume = mayResume;
        this.size = source.size();
        this.modified = source.modified();
    }

    boolean isDirect() {
        return place.equals(url.path());
    }

    /**
     * Checks that what was sent is still what is here.
     *
     * @throws FtpException MISMATCH when the local file changed meanwhile
     */
    void checkUnchanged(long sent) throws IOException {
        boolean same = source.size().equals(size) && source.modified().equals(modified);
        if (!same || (size.isPresent() && size.getAsLong() != sent)) {
            throw new FtpException(
                    Failure.MISMATCH,
                    source.name() + " changed while it was sent; " + place.text() + " holds what was sent",
                    Circumstances.in(Phase.LOCAL).withCommand(Command.of("STOR", place)));
        }
    }
}
