package pasv.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.Optional;
import pasv.testing.Script.Act;
import pasv.testing.Script.Say;
import pasv.testing.Script.Step;

/** Carries out the steps of a scripted session: says replies, opens passive ports, moves and breaks data. */
final class Stage implements AutoCloseable {
    /** Where a stalled server gets the client's further lines from. */
    interface Ear {
        Optional<String> hear() throws IOException;
    }

    private enum NextPort {
        OPEN,
        REFUSING,
        SILENT
    }

    private final ControlLine control;
    private final ScriptedServer server;
    private NextPort nextPort = NextPort.OPEN;
    private String advertised;
    private DataPort data;
    private SilentPort silent;
    private RefusingPort refusing;
    private boolean hungUp;

    Stage(ControlLine control, ScriptedServer server) {
        this.control = control;
        this.server = server;
        advertised = server.address().getHostAddress();
    }

    /** Whether the script has ended the control connection. */
    boolean hungUp() {
        return hungUp;
    }

    void perform(Step step, Ear ear) throws IOException, InterruptedException {
        if (step instanceof Say say) {
            say(say.bytes(), say.byteByByte());
        } else if (step instanceof Act act) {
            act(act.verb(), act.argument(), ear);
        }
    }

    void say(String bytes, boolean byteByByte) throws IOException {
        control.say(WireText.raw(filled(bytes)), byteByByte);
    }

    private void act(Verb verb, String argument, Ear ear) throws IOException, InterruptedException {
        String[] words = argument.split("\\s+");
        switch (verb) {
            case DATA -> data().sendPattern(number(words, "from", -1), Long.parseLong(words[0]), 0);
            case TRICKLE -> data().sendPattern(-1, Long.parseLong(words[0]), (int) number(words, "by", 1));
            case DATA_TEXT -> data().send(WireText.raw(WireText.bytes(argument.replaceAll("^\"|\"$", ""))));
            case DATA_BYTES -> data().send(HexFormat.of().parseHex(argument.replace(" ", "")));
            case RECEIVE ->
                server.uploaded(data().receive(argument.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(argument)));
            case ACCEPT_DATA -> data().connection();
            case CLOSE_DATA -> data().finish();
            case RESET_DATA -> data().reset();
            case AWAIT_DATA_CLOSE -> awaitDataClose();
            case REFUSE_DATA -> nextPort = NextPort.REFUSING;
            case SILENT_DATA -> nextPort = NextPort.SILENT;
            case ADVERTISE -> advertised = argument;
            case STALL -> stall(ear);
            case FLOOD ->
                flood(
                        Long.parseLong(words[0]),
                        argument.substring(words[0].length()).strip());
            case CLOSE -> {
                hungUp = true;
                control.finish();
            }
            case RESET -> {
                hungUp = true;
                control.reset();
            }
            case STOP_LISTENING -> server.stopListening();
        }
    }

    private static long number(String[] words, String name, long otherwise) {
        return words.length == 3 && words[1].equals(name) ? Long.parseLong(words[2]) : otherwise;
    }

    private DataPort data() {
        if (data == null) {
            throw new IllegalStateException("no passive port is open: a reply with {pasv} or {port} opens one");
        }
        return data;
    }

    private void awaitDataClose() throws IOException, InterruptedException {
        try {
            data().receive(Integer.MAX_VALUE);
        } catch (SocketTimeoutException e) {
            throw new Difference("the client kept its data connection open", e);
        }
    }

    private void stall(Ear ear) throws IOException {
        try {
            while (ear.hear().isPresent()) {}
        } catch (SocketTimeoutException e) {
            throw new Difference(
                    "the client was still there after " + server.limit().toSeconds() + " s of silence", e);
        }
    }

    private void flood(long times, String text) throws IOException {
        String bytes = WireText.bytes(text);
        int perWrite = Math.max(1, (1 << 16) / Math.max(1, bytes.length()));
        byte[] block = WireText.raw(bytes.repeat(perWrite));
        for (long left = times; left > 0; left -= perWrite) {
            control.say(left >= perWrite ? block : WireText.raw(bytes.repeat((int) left)), false);
        }
    }

    /** Fills in the placeholders; the first of them opens the port that they speak of. */
    private String filled(String reply) throws IOException {
        if (!reply.matches("(?s).*\\{(pasv|port|p1|p2)}.*")) {
            return reply.replace("{host}", advertised.replace('.', ','));
        }
        int port = openPort();
        String host = advertised.replace('.', ',');
        return reply.replace("{pasv}", host + "," + (port >> 8) + "," + (port & 0xFF))
                .replace("{host}", host)
                .replace("{p1}", String.valueOf(port >> 8))
                .replace("{p2}", String.valueOf(port & 0xFF))
                .replace("{port}", String.valueOf(port));
    }

    private int openPort() throws IOException {
        closePorts();
        InetAddress address = server.address();
        NextPort kind = nextPort;
        nextPort = NextPort.OPEN;
        if (kind == NextPort.SILENT) {
            silent = new SilentPort(address);
            return silent.port();
        }
        if (kind == NextPort.REFUSING) {
            refusing = new RefusingPort(address);
            return refusing.port();
        }
        data = server.openDataPort();
        return data.port();
    }

    private void closePorts() throws IOException {
        if (data != null) {
            data.close();
            data = null;
        }
        if (silent != null) {
            silent.close();
            silent = null;
        }
        if (refusing != null) {
            refusing.close();
            refusing = null;
        }
    }

    @Override
    public void close() throws IOException {
        closePorts();
    }
}
