package pasv.doctor.examination;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpClient;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;

/**
 * The way into a session, step by step. Opens it on a thread of its own, so that each of the first probes waits for its
 * own step and for no longer than a probe may. What is open is then used by the probes' thread alone.
 */
final class WayIn implements Closeable {
    private final Cancellation cancellation = new Cancellation();
    private final Closeable giveUp = this::giveUp;
    private Opening reached = Opening.NAME;
    private boolean begun;
    private boolean done;
    private boolean abandoned;
    private Optional<FtpClient> client = Optional.empty();
    private Optional<FtpException> failure = Optional.empty();
    private @Nullable Throwable fault;

    /** Connects and logs in, the first time; later calls change nothing. */
    synchronized void begin(FtpOptions options, WireListener listener) {
        if (begun) {
            return;
        }
        begun = true;
        Thread opener = new Thread(() -> open(options, listener.and(this::heard)), "pasv-doctor-opening");
        opener.setDaemon(true);
        opener.start();
    }

    private void open(FtpOptions options, WireListener listener) {
        Optional<FtpClient> open = Optional.empty();
        Optional<FtpException> refusal = Optional.empty();
        Throwable other = null;
        try {
            open = Optional.of(FtpClient.connect(options, listener, cancellation));
        } catch (FtpException e) {
            refusal = Optional.of(e);
        } catch (IOException | RuntimeException | Error e) {
            other = e;
        }
        synchronized (this) {
            done = true;
            client = open;
            failure = refusal;
            fault = other;
            notifyAll();
            if (!abandoned) {
                return;
            }
        }
        open.ifPresent(FtpClient::cut);
    }

    /** A step is passed when the next one begins: only then is it sure that nothing was wrong with it. */
    private synchronized void heard(WireEvent event) {
        if (event instanceof WireEvent.Connected) {
            passed(Opening.TCP);
        } else if (event instanceof WireEvent.Sent sent) {
            passed(sent.command().verb().equals("AUTH") ? Opening.BANNER : Opening.TLS);
        }
    }

    private void passed(Opening step) {
        if (step.compareTo(reached) > 0) {
            reached = step;
            notifyAll();
        }
    }

    /** Waits until the step was passed, or the session is open or has failed; gives it up when the limit is over. */
    void await(Opening step, Cancellation limit) {
        limit.register(giveUp);
        try {
            awaitStep(step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp();
        } finally {
            limit.unregister(giveUp);
        }
        Throwable unexpected = fault();
        if (unexpected instanceof IOException e) {
            throw new UncheckedIOException(e);
        } else if (unexpected instanceof RuntimeException e) {
            throw e;
        } else if (unexpected instanceof Error e) {
            throw e;
        }
    }

    private synchronized void awaitStep(Opening step) throws InterruptedException {
        while (!done && !abandoned && reached.compareTo(step) < 0) {
            wait();
        }
    }

    private synchronized @Nullable Throwable fault() {
        return fault;
    }

    private void giveUp() {
        cancellation.cancel(Cancellation.Cause.ASKED);
        synchronized (this) {
            abandoned |= !done;
            notifyAll();
        }
    }

    /** Whether nobody waits for the session any more. */
    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Why there is no session. */
    synchronized Optional<FtpException> failure() {
        return abandoned ? Optional.empty() : failure;
    }

    /** The session, once it is open. */
    synchronized Optional<FtpClient> client() {
        return abandoned ? Optional.empty() : client;
    }

    @Override
    public void close() {
        Optional<FtpClient> open = client();
        if (open.isPresent()) {
            open.get().close();
        } else {
            giveUp();
        }
    }
}
