package pasv.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * An FTP server as people run it, started as a child process on loopback with the reference lab's settings: users a and
 * b with the password 1234, idle limit 120 s, data limit 60 s.
 *
 * <pre>{@code
 * TestFiles.write(homes.resolve("a/a.txt"), 4096, 1);
 * try (RealServer server = RealServer.vsftpd().range(60000, 60010).start(homes)) {
 *     … server.url("a", "a.txt") …
 * }
 * }</pre>
 *
 * <p>Each family is one small file that says what it needs and holds its config text. Tests that use one are marked with
 * {@link RequiresServer}.
 */
public abstract class RealServer implements AutoCloseable {
    /** The users of the reference lab, and the password that both have. */
    public static final List<String> USERS = List.of("a", "b");

    public static final String PASSWORD = "1234";

    /** SHA-512 crypt of 1234: a fixed salt, since the password is no secret. */
    static final String CRYPTED_PASSWORD =
            "$6$pasvtest$VVe8R9bMLgOrBO3gARtCd2yK3XAmFDUs2CxBsZeA9DzdM98bj2jtDyoGI3WajNHI0FO7M9ZyxUY6iWOk8r5eL1";

    /** How often a server may find its port taken. */
    private static final int STARTS = 3;

    private final String name;
    private final List<String> options = new ArrayList<>();
    private InetAddress address = InetAddress.getLoopbackAddress();
    private PortBlock ports;
    private int port;
    private int firstPassive;
    private int lastPassive;
    private boolean ranged = true;
    private IntConsumer beforeStart = chosen -> {};
    private TestCertificate certificate;
    private Path work;
    private Path homes;
    private ServerProcess process;

    RealServer(String name) {
        this.name = name;
    }

    public static RealServer vsftpd() {
        return new Vsftpd();
    }

    public static RealServer proftpd() {
        return new Proftpd();
    }

    public static RealServer pureFtpd() {
        return new PureFtpd();
    }

    public static RealServer pyftpdlib() {
        return new Pyftpdlib();
    }

    /** The family of that name: {@code vsftpd}, {@code proftpd}, {@code pure-ftpd} or {@code pyftpdlib}. */
    public static RealServer named(String name) {
        return switch (name) {
            case "vsftpd" -> vsftpd();
            case "proftpd" -> proftpd();
            case "pure-ftpd" -> pureFtpd();
            case "pyftpdlib" -> pyftpdlib();
            default -> throw new IllegalArgumentException("no such server: " + name);
        };
    }

    /**
     * The passive ports, both ends included. Without it there are more than 40: parallel sessions that draw ports from a
     * small range collide, and vsftpd dies of it.
     */
    public final RealServer range(int first, int last) {
        firstPassive = first;
        lastPassive = last;
        return this;
    }

    /** Says nothing of a passive range to the server, which then takes any port that is free. */
    public final RealServer withoutRange() {
        ranged = false;
        return this;
    }

    /** Listens there, say on {@code ::1}, instead of 127.0.0.1. */
    public final RealServer on(String loopback) throws IOException {
        address = InetAddress.getByName(loopback);
        return this;
    }

    /** Offers AUTH TLS with that certificate; clear text stays allowed. */
    public final RealServer tls(TestCertificate offered) {
        certificate = offered;
        return this;
    }

    /** One more line of the server's config in its own language (an argument for Pure-FTPd); later lines win. */
    public final RealServer option(String line) {
        options.add(line);
        return this;
    }

    /** What happens between the choice of a port and the server's start. */
    final RealServer beforeStart(IntConsumer told) {
        beforeStart = told;
        return this;
    }

    /** Starts the server over {@code homes/a} and {@code homes/b}, and returns when it says 220. */
    public final RealServer start(Path homeRoot) throws IOException {
        Optional<String> reason = missing();
        if (reason.isPresent()) {
            throw new IllegalStateException(reason.get());
        }
        homes = homeRoot.toAbsolutePath();
        work = Files.createTempDirectory("pasv-" + name);
        Homes.hand(homes, work, owner());
        boolean given = firstPassive != 0;
        for (int attempt = 1; ; attempt++) {
            ports = PortBlock.take(address);
            port = ports.first();
            if (!given) {
                range(port + 1, port + PortBlock.SIZE - 1);
            }
            beforeStart.accept(port);
            try {
                run();
                return this;
            } catch (AssertionError e) {
                String log = log();
                process.kill();
                if (attempt == STARTS || !ports.isTaken(address)) {
                    close();
                    throw new AssertionError(e.getMessage() + "\n" + log, e);
                }
                // somebody who knows nothing of our blocks was quicker
                ports.close();
            }
        }
    }

    /** Ends the server and all its sessions at once, as a crash does; {@link #revive()} brings it back. */
    public final void kill() {
        process.kill();
    }

    /** Starts a killed server again, on the same ports and over the same files. */
    public final void revive() throws IOException {
        run();
    }

    public final InetAddress address() {
        return address;
    }

    public final int port() {
        return port;
    }

    public final String name() {
        return name;
    }

    /** {@code ftp://USER@127.0.0.1:PORT/PATH}. */
    public final String url(String user, String path) {
        return Homes.url(user, address, port, path);
    }

    /** What the server has printed and logged so far. */
    public final String log() {
        return Homes.logs(work);
    }

    /** Why this server cannot be run here, in words for a person; empty where it can. */
    public abstract Optional<String> missing();

    /** Writes what the server reads and returns its command line. */
    abstract List<String> prepare() throws IOException;

    /** The system user that the homes must belong to when the server is started as root. */
    abstract String owner();

    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public final void close() {
        if (process != null) {
            process.kill();
        }
        if (ports != null) {
            ports.close();
        }
        if (work != null) {
            Homes.delete(work);
        }
    }

    final Path work() {
        return work;
    }

    final Path home(String user) {
        return homes.resolve(user);
    }

    final Path homes() {
        return homes;
    }

    final boolean ipv6() {
        return address.getAddress().length == 16;
    }

    final boolean ranged() {
        return ranged;
    }

    final int firstPassive() {
        return firstPassive;
    }

    final int lastPassive() {
        return lastPassive;
    }

    final Optional<TestCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    final List<String> options() {
        return options;
    }

    private void run() throws IOException {
        process = ServerProcess.start(name, prepare(), environment(), work);
        process.awaitGreeting(address, port);
    }
}
