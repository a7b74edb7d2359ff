package pasv.ui;

import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;

/**
 * The prompt that asks a person. On the controlling terminal, a secret without echo, so that it works in a pipe too;
 * where there is none, nobody is asked.
 */
public final class Prompt {
    private static final int LONGEST = 4096;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int BACKSPACE = 8;
    private static final int CTRL_U = 21;
    private static final int DELETE = 127;

    private Prompt() {}

    /**
     * The typed password; empty without a terminal, or at the end of input. The keys are taken one by one and Ctrl-C is
     * one of them: as a signal it would find a shell that waits for Enter.
     *
     * @throws FtpException CANCELLED on Ctrl-C
     */
    public static Optional<char[]> password(String label) throws IOException {
        String shown = Visible.line(label);
        if (Terminals.stty("-echo", "-icanon", "-isig", "min", "1", "time", "0")) {
            Thread restore = new Thread(Prompt::restore, "pasv-echo");
            Runtime.getRuntime().addShutdownHook(restore);
            try (InputStream in = new FileInputStream(Terminals.CONTROLLING);
                    OutputStream out = new FileOutputStream(Terminals.CONTROLLING)) {
                out.write(shown.getBytes(StandardCharsets.UTF_8));
                try {
                    return typed(in);
                } finally {
                    out.write('\n');
                }
            } finally {
                restore();
                Runtime.getRuntime().removeShutdownHook(restore);
            }
        }
        return Terminals.is(0) ? jdk(shown) : Optional.empty();
    }

    private static void restore() {
        Terminals.stty("echo", "icanon", "isig");
    }

    /** Takes keys until Enter, with those that a terminal knows for taking something back. */
    static Optional<char[]> typed(InputStream keys) throws IOException {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        for (int key = keys.read(); key != '\n' && key != '\r' && length < LONGEST; key = keys.read()) {
            if (key == CTRL_C) {
                Arrays.fill(bytes, (byte) 0);
                throw new FtpException(Failure.CANCELLED, "cancelled", Circumstances.in(Phase.LOGIN));
            } else if (key < 0 || (key == CTRL_D && length == 0)) {
                Arrays.fill(bytes, (byte) 0);
                return Optional.empty();
            } else if (key == BACKSPACE || key == DELETE) {
                length = beforeLast(bytes, length);
            } else if (key == CTRL_U) {
                length = 0;
            } else {
                bytes[length++] = (byte) key;
            }
        }
        return Optional.of(decoded(bytes, length));
    }

    /** Where the last character begins, which may be of several bytes. */
    private static int beforeLast(byte[] utf8, int length) {
        int start = Math.max(0, length - 1);
        while (start > 0 && (utf8[start] & 0xC0) == 0x80) {
            start--;
        }
        return start;
    }

    /** Whether a person at the terminal says yes; empty where nobody sits at standard input. */
    public static Optional<Boolean> yes(String question) throws IOException {
        if (!Terminals.is(0)) {
            return Optional.empty();
        }
        try (InputStream in = new FileInputStream(Terminals.CONTROLLING);
                OutputStream out = new FileOutputStream(Terminals.CONTROLLING)) {
            out.write((Visible.line(question) + " [y/N] ").getBytes(StandardCharsets.UTF_8));
            return line(in).map(typed -> new String(typed).strip().matches("(?i)y(es)?"))
                    .or(() -> Optional.of(false));
        } catch (java.io.FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<char[]> line(InputStream in) throws IOException {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        while (b >= 0 && b != '\n' && length < LONGEST) {
            bytes[length++] = (byte) b;
            b = in.read();
        }
        return Optional.of(decoded(bytes, length));
    }

    /** The bytes as text, and wiped. */
    private static char[] decoded(byte[] bytes, int length) {
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
        char[] password = Arrays.copyOf(text.array(), text.limit());
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return password;
    }

    @SuppressWarnings("SystemConsoleNull")
    private static Optional<char[]> jdk(String label) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", label));
    }
}
