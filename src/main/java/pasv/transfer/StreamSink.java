package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.Optional;
import pasv.ftp.RemoteFacts;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.remote.Checksum;

/** A sink that takes bytes once: standard output, a pipe, a device. */
final class StreamSink implements Sink {
    /** Enough to tell one place of a file from another, and little to fetch again. */
    private static final int TAIL = 4096;

    private final WritableByteChannel channel;
    private final String name;
    private final boolean closes;
    private final Optional<String> algorithm;
    private final Optional<Checksum.Computation> computation;
    private final ByteBuffer tail = ByteBuffer.allocate(TAIL);
    private long written;

    /**
     * @param closes whether the channel is this sink's to close
     * @param algorithm of the checksum that is going to be asked for, which a stream must compute on the way
     */
    StreamSink(WritableByteChannel channel, String name, boolean closes, Optional<String> algorithm) {
        this.channel = channel;
        this.name = name;
        this.closes = closes;
        this.algorithm = algorithm;
        this.computation = algorithm.map(Checksum.Computation::of);
    }

    @Override
    public Ready ready(RemoteFacts remote, boolean fresh) throws IOException {
        if (fresh && !restarts()) {
            throw new FtpException(
                    Failure.MISMATCH,
                    "the file would have to be begun anew, and what was written to " + name + " cannot be taken back",
                    Circumstances.in(Phase.TRANSFER));
        }
        return new Ready(written, tail.position(), Optional.empty());
    }

    @Override
    public boolean restarts() {
        return written == 0;
    }

    @Override
    public boolean matches(ByteBuffer bytes, long position) {
        int at = (int) (position - (written - tail.position()));
        return tail.duplicate().flip().slice(at, bytes.remaining()).equals(bytes);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        computation.ifPresent(sum -> sum.update(bytes.duplicate()));
        while (bytes.hasRemaining()) {
            ByteBuffer taken = bytes.duplicate();
            int n = channel.write(bytes);
            written += n;
            remember(taken.limit(taken.position() + n));
        }
    }

    /** Keeps the last bytes: a server that goes on from somewhere else after REST is noticed by them. */
    private void remember(ByteBuffer taken) {
        if (taken.remaining() >= tail.capacity()) {
            tail.clear().put(taken.position(taken.limit() - tail.capacity()));
            return;
        }
        int tooMany = Math.max(0, tail.position() + taken.remaining() - tail.capacity());
        tail.flip().position(tooMany);
        tail.compact().put(taken);
    }

    @Override
    public Optional<String> checksum(String wanted) {
        return algorithm.filter(wanted::equals).flatMap(one -> computation).map(Checksum.Computation::hex);
    }

    @Override
    public void publish(Optional<Instant> modified) throws IOException {
        close();
    }

    @Override
    public void forget() {
        // what a stream has taken is gone; the failure says so
    }

    @Override
    public void abandon() throws IOException {
        close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        if (closes) {
            channel.close();
        }
    }
}
