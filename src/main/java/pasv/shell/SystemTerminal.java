package pasv.shell;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import org.jline.terminal.Attributes;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.InfoCmp;

/**
 * The terminal that the process was started on, on Unix. By {@code stty}, as JLine does it, but asked no more often
 * than things change: each question is a process, and JLine asks a dozen before the first prompt.
 */
final class SystemTerminal extends PosixSysTerminal {
    /** Terminals that JLine describes itself: infocmp need not be asked. */
    private static final String[] KNOWN = {"xterm-256color", "xterm", "screen-256color", "screen"};

    private final Stty stty;

    private SystemTerminal(String type, Stty stty) throws IOException {
        super("pasv", type, stty, Charset.forName(System.getProperty("native.encoding")), true, SignalHandler.SIG_DFL);
        this.stty = stty;
    }

    /** The terminal behind standard input and output; both must be one. */
    static SystemTerminal open(String type) throws IOException {
        for (String known : KNOWN) {
            if (known.equals(type)) {
                InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(type));
            }
        }
        SystemTerminal terminal = new SystemTerminal(type, new Stty());
        // somebody listens even between two lines
        terminal.handle(Signal.WINCH, signal -> {});
        return terminal;
    }

    /** A window of another size, or a process that was in the background: what stty said is no longer true. */
    @Override
    public void raise(Signal signal) {
        stty.forget();
        super.raise(signal);
    }

    /** What stty says, for as long as nobody can have changed it. */
    private static final class Stty extends ExecPty {
        /** Long enough for the burst of questions around a prompt, too short for a person to do something in between. */
        private static final long LIFE = Duration.ofMillis(200).toNanos();

        private String said = "";
        private long at;

        Stty() {
            super(new ExecTerminalProvider(), SystemStream.Output, "");
        }

        synchronized void forget() {
            said = "";
        }

        @Override
        protected synchronized String doGetConfig() throws IOException {
            if (said.isEmpty() || System.nanoTime() - at > LIFE) {
                said = super.doGetConfig();
                at = System.nanoTime();
            }
            return said;
        }

        @Override
        protected void doSetAttr(Attributes wanted) throws IOException {
            try {
                super.doSetAttr(wanted);
            } finally {
                forget();
            }
        }
    }
}
