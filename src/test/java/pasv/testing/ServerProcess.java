package pasv.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server that runs as a child process, with the children that it makes for its sessions. */
final class ServerProcess {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    /** Whoever says nothing for that long may be a stranger on the server's port. */
    private static final Duration GREETING = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final String name;
    private final Process process;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static ServerProcess start(String name, List<String> command, Map<String, String> environment, Path work)
            throws IOException {
        // a session of its own: one signal reaches all that it has forked, whatever it is forking just then
        List<String> apart =
                Stream.concat(Stream.of("setsid"), command.stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(apart)
                .directory(work.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        work.resolve("output.log").toFile()));
        builder.environment().putAll(environment);
        ServerProcess started = new ServerProcess(name, builder.start());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(started::kill)); // a test JVM that is stopped leaves none behind
        return started;
    }

    /** Returns when a connection to that port is greeted with 220; fails when the process dies or the limit passes. */
    void awaitGreeting(InetAddress address, int port) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (greets(address, port)) {
                return;
            }
            if (ended()) {
                throw new AssertionError(name + " ended at once with code " + process.exitValue());
            }
        }
        throw new AssertionError(name + " did not greet on port " + port + " within " + LIMIT.toSeconds() + " s");
    }

    /** Returns when it is ready; fails when the process dies or the limit passes. */
    void await(BooleanSupplier ready) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (ready.getAsBoolean()) {
                return;
            }
            if (ended()) {
                throw new AssertionError(name + " ended at once with code " + process.exitValue());
            }
        }
        throw new AssertionError(name + " was not ready within " + LIMIT.toSeconds() + " s");
    }

    private static boolean greets(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) LIMIT.toMillis());
            socket.setSoTimeout((int) GREETING.toMillis());
            return new String(socket.getInputStream().readNBytes(3), java.nio.charset.StandardCharsets.US_ASCII)
                    .equals("220");
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the process and its descendants, children first collected: they would lose their parent with it. */
    void kill() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        killGroup();
        all.forEach(ProcessHandle::destroyForcibly);
        // a session that still dies holds the port
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(name + " does not die", e);
            }
        }
    }

    private void killGroup() {
        try {
            new ProcessBuilder("kill", "-9", "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be killed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
