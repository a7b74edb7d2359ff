package pasv.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.net.Endpoint;
import pasv.remote.RemoteFiles;
import pasv.remote.RemoteSize;

/**
 * An append: a local file added to the end of a remote one (APPE). In place and in one attempt: after a failure nobody
 * can tell what of it is there already, and what was added twice cannot be taken back.
 */
public final class Append {
    private final Clients clients;
    private final TransferListener listener;
    private final ByteCopy copy;

    public Append(Clients clients, TransferListener listener, RateLimit rate) {
        this.clients = clients;
        this.listener = listener;
        this.copy = new ByteCopy(rate);
    }

    /**
     * Adds one file; the remote one is made where there is none. Proven by its size before and after.
     *
     * @throws FtpException INCOMPLETE or MISMATCH when it did not grow by what was sent
     */
    public TransferResult run(Source source, FtpUrl url) throws FtpException {
        String name = url.path().name().text();
        Narrator narrator = new Narrator(listener, new TransferEvent.Job(url.toString(), source.name(), name));
        try {
            TransferResult result = added(source, url, narrator);
            narrator.finished(result);
            return result;
        } catch (IOException e) {
            FtpException failure =
                    narrator.located(LocalTrouble.reading(source.name(), e)).endedBy(clients.cancellation());
            narrator.failed(failure);
            throw failure;
        }
    }

    private TransferResult added(Source source, FtpUrl url, Narrator narrator) throws IOException {
        long start = System.nanoTime();
        FtpClient client = clients.borrow();
        try {
            long before = RemoteSize.of(client, url.path()).orElse(0);
            narrator.begins(0, source.size());
            try (DataConnection data = new RemoteFiles(client).append(url.path(), url.type())) {
                Optional<Endpoint> peer = Optional.of(data.remote());
                long sent = copy.send(source, data, 0, narrator);
                UploadProof.Outcome outcome =
                        new UploadProof(clients, client, narrator).of(data, url.path(), before + sent, url.type());
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                return new TransferResult(
                        sent, sent, elapsed, peer, clients.options().proxy(), 0, outcome == UploadProof.Outcome.PROVEN);
            }
        } finally {
            clients.giveBack(client);
        }
    }
}
