package pasv.testing;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import pasv.testing.Script.Exchange;
import pasv.testing.Script.Expect;
import pasv.testing.Script.Need;
import pasv.testing.Script.Step;

/**
 * Plays one session of a script on one control connection.
 *
 * <p>At any moment a window of expectations is open: those of the current exchange and, as long as nothing in it must
 * come, those of the following ones. A line is given to the first expectation that accepts it, then to the table of
 * defaults; a line that neither knows is the difference that fails the test.
 */
final class ScriptedSession implements Runnable {
    private final int number;
    private final Script.Session script;
    private final ControlLine control;
    private final Stage stage;
    private final ScriptedServer server;
    /** The exchanges that are not over, the current one first; used on the session's thread only. */
    private final List<List<Expect>> ahead = new ArrayList<>();

    private final List<String> soFar = new ArrayList<>();
    /** Zero as soon as nothing more must happen, though the connection may live on. */
    private final CountDownLatch settled = new CountDownLatch(1);

    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile String difference;

    ScriptedSession(int number, Script.Session script, ControlLine control, ScriptedServer server) {
        this.number = number;
        this.script = script;
        this.control = control;
        this.stage = new Stage(control, server);
        this.server = server;
        for (Exchange exchange : script.exchanges()) {
            ahead.add(new ArrayList<>(exchange.anyOrder()));
        }
    }

    @Override
    public void run() {
        try {
            play(script.opening());
            while (takeLine()) {}
        } catch (SocketTimeoutException e) {
            differ("nothing came within " + server.limit().toSeconds() + " s");
        } catch (Difference e) {
            differ(e.getMessage());
        } catch (IOException | RuntimeException e) {
            differ("the scripted server failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ScriptedServer.quietly(control::close);
            ScriptedServer.quietly(stage::close);
            settled.countDown();
            ended.countDown();
        }
    }

    /** Takes one line from the client and answers it; false at the end of the session. */
    private boolean takeLine() throws IOException, InterruptedException {
        settleIfDone();
        if (stage.hungUp()) {
            if (!mustStillCome().isEmpty()) {
                throw new Difference("the script ended the connection before");
            }
            while (heard().isPresent()) {} // so that what the client sends after our FIN is recorded too
            return false;
        }
        Optional<String> received;
        try {
            received = heard();
        } catch (SocketTimeoutException e) {
            if (mustStillCome().isEmpty()) {
                return false;
            }
            throw e;
        }
        if (received.isEmpty()) {
            if (!mustStillCome().isEmpty()) {
                throw new Difference("the client hung up");
            }
            return false;
        }
        answer(received.get());
        return true;
    }

    private void answer(String line) throws IOException, InterruptedException {
        Optional<Expect> expected = take(line);
        Optional<Script.Default> standard = script.defaultFor(line);
        if (expected.isPresent()) {
            play(expected.get().then());
        } else if (standard.isPresent()) {
            play(List.of(standard.get().answer()));
        } else if (line.equalsIgnoreCase("QUIT")) {
            play(List.of(new Script.Say("< 221 Goodbye.", "221 Goodbye.\r\n", false)));
        } else {
            soFar.remove(soFar.size() - 1);
            throw new Difference("received:    > " + WireText.show(line));
        }
    }

    private Optional<String> heard() throws IOException {
        Optional<String> line = control.next();
        line.ifPresent(text -> {
            soFar.add("> " + WireText.show(text));
            server.record(number, WireText.decode(text));
        });
        return line;
    }

    /** The first open expectation that accepts the line; those of earlier exchanges are then over. */
    private Optional<Expect> take(String line) {
        for (int i = 0; i < ahead.size(); i++) {
            List<Expect> exchange = ahead.get(i);
            for (Expect expect : exchange) {
                if (expect.pattern().matches(line)) {
                    if (expect.need() != Need.ANY_TIMES) {
                        exchange.remove(expect);
                    }
                    ahead.subList(0, i).clear();
                    return Optional.of(expect);
                }
            }
            if (exchange.stream().anyMatch(expect -> expect.need() == Need.MUST)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void play(List<Step> steps) throws SocketTimeoutException, InterruptedException {
        for (Step step : steps) {
            soFar.add(step.written());
            try {
                stage.perform(step, this::heard);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException gone) {
                // a client may leave in the middle of what we send; whether it should have, the next expectation says
                soFar.add("(the client has gone: " + gone.getMessage() + ")");
            }
        }
    }

    private List<Expect> mustStillCome() {
        return ahead.stream()
                .flatMap(List::stream)
                .filter(expect -> expect.need() == Need.MUST)
                .toList();
    }

    private void settleIfDone() {
        if (mustStillCome().isEmpty()) {
            settled.countDown();
        }
    }

    private void differ(String what) {
        StringBuilder text = new StringBuilder("session " + number + " differs from the script:\n");
        soFar.forEach(line -> text.append("      ").append(line).append('\n'));
        String expected = mustStillCome().stream()
                .findFirst()
                .map(expect -> expect.written() + "   (line " + expect.line() + ")")
                .orElse("nothing more");
        text.append("  expected:    ").append(expected).append('\n');
        text.append("  but ").append(what).append('\n');
        difference = text.toString();
    }

    CountDownLatch settled() {
        return settled;
    }

    CountDownLatch ended() {
        return ended;
    }

    Optional<String> difference() {
        return Optional.ofNullable(difference);
    }
}
