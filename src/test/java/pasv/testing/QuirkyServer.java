package pasv.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An FTP server of which one thing is wrong, for any number of sessions in any order. Every file it is asked for exists;
 * its content is {@link TestFiles#pattern} with the hash of the name as seed.
 */
public final class QuirkyServer implements AutoCloseable {
    public enum Quirk {
        NONE,
        /** FEAT does not offer REST, and REST is refused. */
        NO_REST,
        REST_REFUSED,
        REST_IGNORED,
        REST_ONE_TOO_FAR,
        REST_ONE_TOO_NEAR,
        /** The first two transfers are cut; REST is taken once and refused from then on. */
        REST_REFUSED_LATER,
        /** All bytes are zero, so that no comparison tells, and the first transfer is cut. */
        ZEROS_ONE_TOO_FAR,
        /** The transfer that needs no REST stalls, once. */
        REST_REFUSED_AND_STALLS,
        /** The modification time is another one from the second question on. */
        CHANGES_TIME,
        CHANGES_SIZE,
        /** What is sent after a REST is of another file. */
        OTHER_BYTES,
        /** The first transfer that begins at the beginning is cut. */
        CUTS_FIRST,
        CUTS_A_SEGMENT,
        /** The session ends when a file is asked about for the second time. */
        HANGS_UP_AT_THE_SECOND_LOOK,
        /** The first transfer that begins in the second third is of another file, the first one behind it is cut. */
        ONE_SEGMENT_ASTRAY,
        /** Commands behind a transfer are answered 450 before its 226. */
        SAYS_450_FIRST,
        SAYS_503_FIRST,
        /** Commands behind a transfer are answered 503 after its 226. */
        SAYS_503_AFTER,
        /** Commands behind a transfer are not answered. */
        DROPS,
        LOSES_226,
        NO_SIZE,
        XSHA256,
        XSHA256_WRONG,
        HASH,
        /** A second session is refused; no file ends before that has happened. */
        ONE_SESSION
    }

    private static final int LIMIT_MILLIS = 10_000;
    private static final int BEHIND_MILLIS = 150;

    private final ServerSocket listener;
    private final Quirk quirk;
    private final long size;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch refused = new CountDownLatch(1);
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private QuirkyServer(Quirk quirk, long size) throws IOException {
        this.quirk = quirk;
        this.size = size;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Pipe.daemon("quirky-server", this::accept);
    }

    /** A server whose files all have that size. */
    public static QuirkyServer with(Quirk quirk, long size) throws IOException {
        return new QuirkyServer(quirk, size);
    }

    public String url(String name) {
        return "ftp://a:b@127.0.0.1:" + listener.getLocalPort() + "/" + name;
    }

    public static long seed(String name) {
        return name.hashCode();
    }

    /** Every command so far, of all sessions. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setSoTimeout(LIMIT_MILLIS);
                boolean full = open.incrementAndGet() > 1 && quirk == Quirk.ONE_SESSION;
                Pipe.daemon("quirky-session", () -> new Session(socket).run(full));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private final class Session {
        private final Socket socket;
        private ControlLine control;
        private ServerSocket data;
        private long restart;

        Session(Socket socket) {
            this.socket = socket;
        }

        void run(boolean full) {
            try (socket) {
                control = new ControlLine(socket, Duration.ofMillis(LIMIT_MILLIS));
                say(full ? "421 too many" : "220 hello");
                if (full) {
                    refused.countDown();
                }
                for (Optional<String> line = full ? Optional.empty() : control.next();
                        line.isPresent();
                        line = control.next()) {
                    answer(line.get());
                }
            } catch (IOException gone) {
                // the client has left
            } finally {
                open.decrementAndGet();
            }
        }

        private void say(String reply) throws IOException {
            control.say(WireText.raw(reply + "\r\n"), false);
        }

        private void answer(String line) throws IOException {
            commands.add(line);
            String[] words = line.split(" ", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0].toUpperCase(Locale.ROOT)) {
                case "USER" -> say("331 password");
                case "PASS" -> say("230 in");
                case "FEAT" -> say(features());
                case "TYPE", "NOOP" -> say("200 ok");
                case "SIZE" -> {
                    if (quirk == Quirk.HANGS_UP_AT_THE_SECOND_LOOK && questions.incrementAndGet() == 2) {
                        socket.close();
                        return;
                    }
                    boolean changed = quirk == Quirk.CHANGES_SIZE && questions.incrementAndGet() > 1;
                    say(quirk == Quirk.NO_SIZE ? "502 no" : "213 " + (changed ? size + 1 : size));
                }
                case "MDTM" -> {
                    boolean changed = quirk == Quirk.CHANGES_TIME && questions.incrementAndGet() > 1;
                    say(changed ? "213 20250101000001" : "213 20250101000000");
                }
                case "PASV" -> {
                    data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    data.setSoTimeout(LIMIT_MILLIS);
                    say("227 (127,0,0,1," + data.getLocalPort() / 256 + "," + data.getLocalPort() % 256 + ")");
                }
                case "REST" -> {
                    boolean refused = switch (quirk) {
                        case NO_REST, REST_REFUSED, REST_REFUSED_AND_STALLS -> true;
                        case REST_REFUSED_LATER -> others.getAndIncrement() > 0;
                        default -> false;
                    };
                    while (quirk == Quirk.REST_REFUSED_AND_STALLS && ended.get() == 0 && cuts.get() == 0) {
                        Thread.onSpinWait(); // the other session is at work
                    }
                    restart = refused ? 0 : Long.parseLong(argument);
                    say(refused ? "502 no" : "350 go on");
                }
                case "RETR" -> retrieve(argument);
                case "XSHA256" -> say("250 " + (quirk == Quirk.XSHA256 ? sha256(argument) : "0".repeat(64)));
                case "HASH" -> say("213 SHA-256 0-" + size + " " + sha256(argument) + " " + argument);
                case "ABOR" -> say("226 nothing to abort");
                case "QUIT" -> say("221 bye");
                default -> say("502 no");
            }
        }

        private String features() {
            String rest = quirk == Quirk.NO_REST ? "" : " REST STREAM\r\n";
            String hash = quirk.name().startsWith("XSHA256") ? " XSHA256\r\n" : "";
            return "211-these\r\n SIZE\r\n MDTM\r\n" + rest + hash
                    + (quirk == Quirk.HASH ? " HASH SHA-256*;SHA-1\r\n" : "") + "211 end";
        }

        private String sha256(String name) {
            return TestFiles.sha256(TestFiles.pattern(seed(name), 0, (int) size));
        }

        private void retrieve(String name) throws IOException {
            long from = restart;
            restart = 0;
            boolean middle = from > 0;
            boolean cut = isCut(from) && cuts.getAndIncrement() < (quirk == Quirk.REST_REFUSED_LATER ? 2 : 1);
            long begin = !middle
                    ? 0
                    : switch (quirk) {
                        case REST_IGNORED -> 0;
                        case REST_ONE_TOO_FAR, ZEROS_ONE_TOO_FAR -> from + 1;
                        case REST_ONE_TOO_NEAR -> from - 1;
                        default -> from;
                    };
            boolean astray = quirk == Quirk.ONE_SEGMENT_ASTRAY && from > size / 4 && from < size / 2;
            boolean other = middle && (quirk == Quirk.OTHER_BYTES || (astray && others.getAndIncrement() == 0));
            long seed = other ? 42 : seed(name);
            int length = (int) (cut ? (size - begin) / 10 : size - begin);
            try (ServerSocket passive = data;
                    Socket out = passive.accept()) {
                say("150 here");
                byte[] content = TestFiles.pattern(seed, begin, length);
                if (quirk == Quirk.ZEROS_ONE_TOO_FAR) {
                    Arrays.fill(content, (byte) 0);
                }
                out.getOutputStream().write(content);
                if (quirk == Quirk.REST_REFUSED_AND_STALLS && cut) {
                    out.getInputStream().read(); // until the client goes
                }
                awaitOthers(cut);
            } catch (IOException e) {
                say("426 broken");
                return;
            } finally {
                ended.incrementAndGet();
            }
            end(cut ? "426 cut" : "226 done");
        }

        private boolean isCut(long from) {
            return switch (quirk) {
                case ZEROS_ONE_TOO_FAR, REST_REFUSED_LATER -> true;
                case CUTS_A_SEGMENT -> from > 0;
                case CUTS_FIRST, REST_REFUSED_AND_STALLS -> from == 0;
                case ONE_SEGMENT_ASTRAY -> from > size / 2;
                default -> false;
            };
        }

        /** One that is cut ends last, so that the others are whole. */
        private void awaitOthers(boolean cut) throws InterruptedIOException {
            if (quirk == Quirk.ONE_SESSION) {
                awaitRefusal();
            }
            while (quirk == Quirk.ONE_SEGMENT_ASTRAY && cut && ended.get() < 2) {
                Thread.onSpinWait();
            }
        }

        private void awaitRefusal() throws InterruptedIOException {
            try {
                refused.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }

        private void end(String reply) throws IOException {
            boolean behind = switch (quirk) {
                case SAYS_450_FIRST -> skips("450 busy");
                case SAYS_503_FIRST -> skips("503 not now");
                case DROPS -> skips("");
                case LOSES_226 -> control.waitsFor(BEHIND_MILLIS);
                default -> false;
            };
            if (quirk == Quirk.LOSES_226 && behind) {
                return;
            }
            say(reply);
            if (quirk == Quirk.SAYS_503_AFTER && cuts.getAndIncrement() == 0) {
                skips("503 bad sequence");
            }
        }

        /** Answers all that comes in the next moment the same. */
        private boolean skips(String reply) throws IOException {
            boolean any = false;
            socket.setSoTimeout(BEHIND_MILLIS);
            try {
                for (Optional<String> line = control.next(); line.isPresent(); line = control.next()) {
                    commands.add(line.get());
                    any = true;
                    if (!reply.isEmpty()) {
                        say(reply);
                    }
                    if (line.get().equals("PASV")) {
                        return true; // the last of what pasv sends behind a transfer
                    }
                }
            } catch (SocketTimeoutException nothing) {
                return any;
            } finally {
                socket.setSoTimeout(LIMIT_MILLIS);
            }
            return any;
        }
    }
}
