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

/**
 * How is a person asked? On the controlling terminal, a secret without echo, so that it works in a pipe too; where there
 * is none, nobody is asked.
 */
public final class Prompt {
    private static final int LONGEST = 4096;

    private Prompt() {}

    /** The typed password; empty without a terminal, or at the end of input. */
    public static Optional<char[]> password(String label) throws IOException {
        String shown = Visible.line(label);
        if (Terminals.stty("-echo")) {
            Thread echo = new Thread(() -> Terminals.stty("echo"), "pasv-echo");
            Runtime.getRuntime().addShutdownHook(echo);
            try (InputStream in = new FileInputStream(Terminals.CONTROLLING);
                    OutputStream out = new FileOutputStream(Terminals.CONTROLLING)) {
                out.write(shown.getBytes(StandardCharsets.UTF_8));
                Optional<char[]> typed = line(in);
                out.write('\n');
                return typed;
            } finally {
                Terminals.stty("echo");
                Runtime.getRuntime().removeShutdownHook(echo);
            }
        }
        return Terminals.is(0) ? jdk(shown) : Optional.empty();
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
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
        char[] password = Arrays.copyOf(text.array(), text.limit());
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return Optional.of(password);
    }

    @SuppressWarnings("SystemConsoleNull")
    private static Optional<char[]> jdk(String label) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", label));
    }
}
