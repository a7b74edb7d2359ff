package pasv;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.WireListener;
import pasv.listing.Listing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryTime;
import pasv.net.Cancellation;
import pasv.net.Timeouts;
import pasv.remote.ListingTimes;
import pasv.remote.Listings;
import pasv.remote.RemoteGlob;
import pasv.remote.RemoteTree;
import pasv.remote.Unreliable;
import pasv.transfer.Download;
import pasv.transfer.RateLimit;
import pasv.transfer.RetryPolicy;
import pasv.transfer.Source;
import pasv.transfer.Target;
import pasv.transfer.TransferListener;
import pasv.transfer.Upload;

/**
 * A remote directory of an FTP or FTPS server, for programs: files are fetched, sent and listed with what the command
 * line does for them. A file appears under its name only whole and proven, a transfer that was cut goes on where it
 * stopped, and every wait has a limit.
 *
 * <p>Paths are as in URLs: {@code a/b} is below the directory that {@link #at} names, {@code /a/b} at the server's root.
 * The sessions live from the first call to {@link #close}; one object is used by one thread at a time. {@link #cancel}
 * may come from any thread.
 */
public final class Ftp implements AutoCloseable {
    private static final int RETRIES = 3;

    private final FtpUrl place;
    private final FtpOptions options;
    private final RetryPolicy retry;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable Clients clients;

    private Ftp(FtpUrl place, FtpOptions options, RetryPolicy retry) {
        this.place = place;
        this.options = options;
        this.retry = retry;
    }

    /**
     * A server and a directory on it; nothing is sent yet.
     *
     * @param url {@code ftp://host/dir/} in clear, {@code ftpes://} with explicit and {@code ftps://} with implicit TLS
     *     (RFC 4217), with user and password in it or anonymous
     * @throws FtpFailure usage: the URL cannot be read
     */
    public static Ftp at(String url) throws FtpFailure {
        try {
            FtpUrl directory = FtpUrl.parse(url);
            return new Ftp(directory, FtpOptions.to(directory), new RetryPolicy(RETRIES));
        } catch (FtpException e) {
            throw new FtpFailure(e);
        }
    }

    /** The same for this user: the way for passwords, which have no place in URLs that end up in logs. */
    public Ftp as(String user, String password) {
        return new Ftp(place, options.withCredentials(Credentials.of(user, password)), retry);
    }

    /**
     * The same with one limit for every wait: connecting, a reply, and the next byte of a transfer.
     *
     * @param limit of one wait, not of the whole; positive
     */
    public Ftp waitingAtMost(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("a wait cannot last " + limit);
        }
        return new Ftp(place, options.withTimeouts(new Timeouts(limit, limit, limit, limit)), retry);
    }

    /**
     * The same with another number of retries of what may end better the second time (default 3).
     *
     * @param retries 0 or more
     */
    public Ftp retrying(int retries) {
        return new Ftp(place, options, new RetryPolicy(retries));
    }

    /**
     * Fetches a file, replacing what is there under the target's name once the whole is here. What an earlier call left
     * in {@code NAME.part} is gone on from, if the remote file is still the same.
     *
     * @return how many bytes the file has
     * @throws FtpFailure when it could not be fetched and proven; the target is as it was
     */
    public long get(String path, Path target) throws FtpFailure {
        Download.Options how = new Download.Options(
                retry, true, true, false, Download.Verify.SIZE, Optional.empty(), new RateLimit(0, cancellation));
        try {
            return new Download(clients(), how, TransferListener.NONE)
                    .run(url(path), new Target.ToFile(target))
                    .orElseThrow()
                    .bytes();
        } catch (FtpException e) {
            throw new FtpFailure(e);
        }
    }

    /**
     * Sends a file as {@code .NAME.part}, proves its size there, and renames it.
     *
     * @return how many bytes were sent
     * @throws FtpFailure when it could not be sent and proven
     */
    public long put(Path file, String path) throws FtpFailure {
        Upload.Options how =
                new Upload.Options(retry, true, false, Download.Verify.SIZE, new RateLimit(0, cancellation));
        try (Source source = Source.ofFile(file, cancellation)) {
            return new Upload(clients(), how, TransferListener.NONE)
                    .run(source, url(path))
                    .bytes();
        } catch (IOException e) {
            throw new FtpFailure(e);
        }
    }

    /**
     * The entries of a directory, by MLSD where the server has it (RFC 3659 section 7), else by LIST in any of the formats
     * that pasv reads. In the server's order, which may be none.
     *
     * @param path {@code ""} is the directory that {@link #at} names
     * @throws FtpFailure when there is no such directory, or its listing was cut or holds what cannot be read
     */
    public List<FtpFile> list(String path) throws FtpFailure {
        try {
            FtpClient client = clients().borrow();
            try {
                RemotePath directory = path(path);
                Listings listings = new Listings(client, ListingTimes.IN_UTC);
                Listing listing = listings.of(directory, Listings.Scope.HIDDEN_TOO);
                Optional<FtpException> doubt = listings.trouble().or(() -> Unreliable.reason(directory, listing));
                if (doubt.isPresent()) {
                    throw doubt.get();
                }
                // some servers list a directory that is not there as an empty one
                if (listing.entries().isEmpty() && !RemoteGlob.isDirectory(client, directory)) {
                    throw new FtpException(
                            Failure.REFUSED,
                            "there is no directory " + directory,
                            client.control().circumstances());
                }
                return listing.entries().stream()
                        .map(entry -> file(entry.name().text(), entry))
                        .toList();
            } finally {
                clients().giveBack(client);
            }
        } catch (IOException e) {
            throw new FtpFailure(e);
        }
    }

    /**
     * Shows everything below a directory, a directory before what it holds. Links are shown and not followed.
     *
     * @throws FtpFailure when the directory itself, or one below it, cannot be listed; what could was shown before
     */
    public void walk(String path, Consumer<FtpFile> visitor) throws FtpFailure {
        List<FtpException> failed = new ArrayList<>();
        try {
            new RemoteTree(clients(), Listings.Scope.HIDDEN_TOO).walk(path(path), new RemoteTree.Visitor() {
                @Override
                public void listed(RemotePath at, Listing listing, Optional<FtpException> doubt) {
                    doubt.ifPresent(failed::add);
                }

                @Override
                public void entry(RemoteTree.Node node) {
                    visitor.accept(file(node.text(), node.entry()));
                }

                @Override
                public boolean enter(RemoteTree.Node node) {
                    visitor.accept(file(node.text(), node.entry()));
                    return true;
                }

                @Override
                public void failed(RemotePath at, FtpException reason) {
                    failed.add(reason);
                }
            });
        } catch (IOException e) {
            throw new FtpFailure(e);
        }
        if (!failed.isEmpty()) {
            throw new FtpFailure(failed.get(0));
        }
    }

    /** Ends what runs, from any thread: it fails at once, and so does every later call. */
    public void cancel() {
        cancellation.cancel(Cancellation.Cause.ASKED);
    }

    /** Ends the sessions. */
    @Override
    public void close() {
        if (clients != null) {
            clients.close();
            clients = null;
        }
    }

    private Clients clients() {
        if (clients == null) {
            clients = new Clients(options, WireListener.NONE, cancellation);
        }
        return clients;
    }

    private FtpUrl url(String path) {
        return place.withPath(path(path));
    }

    private RemotePath path(String path) {
        return path.isEmpty() ? place.path() : place.path().resolve(RemotePath.of(path));
    }

    private static FtpFile file(String path, Entry entry) {
        FtpFile.Kind kind = switch (entry.kind()) {
            case FILE -> FtpFile.Kind.FILE;
            case DIRECTORY -> FtpFile.Kind.DIRECTORY;
            case LINK -> FtpFile.Kind.LINK;
            default -> FtpFile.Kind.OTHER;
        };
        return new FtpFile(path, kind, entry.size(), entry.modified().map(EntryTime::instant));
    }
}
