package pasv.ftp.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pasv.net.Connection;
import pasv.net.Patience;
import pasv.net.Tls;

/** The wire below the control connection's turns: commands become bytes and bytes replies, in clear or in TLS. */
final class CommandWire implements Closeable {
    private static final byte[] NOTHING = {};

    private final WireListener listener;
    private final Charset charset;
    private Connection connection;
    private ReplyReader reader;
    private Optional<Tls> tls = Optional.empty();

    CommandWire(Connection connection, Charset charset, WireListener listener) {
        this.connection = connection;
        this.charset = charset;
        this.reader = new ReplyReader(charset);
        this.listener = listener;
    }

    /** Sends all commands in one write. */
    void write(List<Command> commands, Duration limit) throws IOException {
        int length = 0;
        List<byte[]> lines = new ArrayList<>();
        for (Command command : commands) {
            byte[] line = command.wire();
            lines.add(line);
            length += line.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        lines.forEach(out::put);
        connection.write(out.flip(), Patience.of(limit));
        for (Command command : commands) {
            // what answers other commands is numbers and names, which must come through as they are
            reader.hide(command.secret().orElse(NOTHING));
            listener.on(new WireEvent.Sent(command));
        }
    }

    /** Reads one whole reply. */
    Reply read(Patience patience) throws IOException {
        Reply reply = reader.read(connection, patience);
        listener.on(new WireEvent.Received(reply));
        return reply;
    }

    /** Whether bytes of a reply have come; never waits. */
    boolean hasMore() throws IOException {
        return reader.hasMore(connection);
    }

    /** Whether the last look found that nothing will ever come again. */
    boolean isAtEnd() {
        return reader.isAtEnd();
    }

    /** Shakes hands and speaks TLS from now on. */
    void secure(Tls with, Duration limit) throws IOException {
        connection = with.control(connection, Patience.of(limit));
        reader = new ReplyReader(charset);
        tls = Optional.of(with);
        connection.tls().ifPresent(facts -> listener.on(new WireEvent.Secured(false, facts)));
    }

    Connection connection() {
        return connection;
    }

    Optional<Tls> tls() {
        return tls;
    }

    /** Sends one command as the last, and says that nothing follows. */
    void last(Command command, Duration limit) throws IOException {
        write(List.of(command), limit);
        if (tls.isPresent()) {
            connection.endOutput(Patience.of(limit));
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
