package pasv.ui;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The console: where words and results go. Standard output takes results, standard error everything else, both with an
 * encoding that was chosen and not guessed. A test gives it streams of its own.
 */
public final class Console {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final OutputStream rawOut;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Glyphs glyphs;
    private final boolean outIsTerminal;
    private final boolean canDraw;

    /**
     * A console over any streams.
     *
     * @param canDraw whether err is a terminal whose lines can be drawn over
     */
    public Console(OutputStream out, OutputStream err, Glyphs glyphs, boolean outIsTerminal, boolean canDraw) {
        this.rawOut = out;
        this.glyphs = glyphs;
        this.outIsTerminal = outIsTerminal;
        this.canDraw = canDraw;
        this.out = writer(out, glyphs);
        this.err = writer(err, glyphs);
    }

    private static PrintWriter writer(OutputStream stream, Glyphs glyphs) {
        // a name that the locale cannot show keeps its bytes: only our own signs are spelled in ASCII
        Writer encoded = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        return new PrintWriter(glyphs == Glyphs.UNICODE ? encoded : new AsciiSigns(encoded), false);
    }

    /** The process's own streams. */
    public static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Glyphs.of(System.getenv(), System.getProperties()),
                Terminals.is(STDOUT),
                Terminals.is(STDERR) && !Terminals.isDumb(System.getenv()));
    }

    /** Prints a result line to standard output. */
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints many result lines: to a reader at once, not one by one. */
    void results(Iterable<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(System.lineSeparator());
        }
        out.print(text);
        out.flush();
    }

    /** Prints a line to standard error. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    /** Writes a question to standard error and leaves the cursor behind it. */
    public void ask(String question) {
        draw(question);
    }

    /** Writes to standard error as it is, for progress lines that are drawn over. */
    void draw(String text) {
        err.print(text);
        err.flush();
    }

    /** For help texts, by picocli. */
    public PrintWriter out() {
        return out;
    }

    /** For usage errors, by picocli. */
    public PrintWriter err() {
        return err;
    }

    /** Standard output as bytes, for file contents; escapes control characters when it is a terminal. */
    public WritableByteChannel bytes() {
        if (outIsTerminal) {
            return new EscapedBytes(rawOut);
        }
        return Channels.newChannel(rawOut);
    }

    public Glyphs glyphs() {
        return glyphs;
    }

    public boolean outIsTerminal() {
        return outIsTerminal;
    }

    /** Whether a line on standard error can be drawn over: it is a terminal, and one that knows movements. */
    public boolean canDraw() {
        return canDraw;
    }

    /** Whether standard output could not take what was printed, as when its reader has gone. */
    public boolean outFailed() {
        return out.checkError();
    }

    /** Columns of the terminal; 80 where nobody knows. */
    public int width() {
        return TerminalWidth.now();
    }

    /** Shows bytes on a terminal without letting them steer it. */
    private static final class EscapedBytes implements WritableByteChannel {
        private final OutputStream stream;

        EscapedBytes(OutputStream stream) {
            this.stream = stream;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int n = from.remaining();
            byte[] all = new byte[n];
            from.get(all);
            StringBuilder text = new StringBuilder(n);
            for (String line : new String(all, StandardCharsets.UTF_8).split("(?<=\n)", -1)) {
                boolean ends = line.endsWith("\n");
                String shown = ends ? line.substring(0, line.length() - (line.endsWith("\r\n") ? 2 : 1)) : line;
                text.append(String.join("\t", splitTabs(shown))).append(ends ? "\n" : "");
            }
            stream.write(text.toString().getBytes(StandardCharsets.UTF_8));
            stream.flush();
            return n;
        }

        private static String[] splitTabs(String line) {
            String[] parts = line.split("\t", -1);
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Visible.line(parts[i]);
            }
            return parts;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() throws IOException {
            stream.flush();
        }
    }

    /** Spells our own signs in ASCII. */
    private static final class AsciiSigns extends java.io.FilterWriter {
        AsciiSigns(Writer to) {
            super(to);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            out.write(spelled(text.substring(offset, offset + length)));
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            out.write(spelled(new String(text, offset, length)));
        }

        private static String spelled(String text) {
            return text.replace("×", "x").replace("→", "->").replace("…", "...");
        }
    }
}
