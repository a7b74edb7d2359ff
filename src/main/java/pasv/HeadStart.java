package pasv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Set;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.home.Places;
import pasv.net.EarlyDial;
import pasv.net.Proxy;

/**
 * The start that is made while the command line is read. It makes the connection to the server that it names, and the
 * parts of Java that a transfer is going to need, on a second core: they take as long to load as reading the options
 * does.
 */
final class HeadStart implements Runnable {
    private static final Set<String> VERBS = Set.of("get", "put", "cat", "ls");

    private final String[] words;

    private HeadStart(String[] words) {
        this.words = words;
    }

    /** Begins where the words name a verb that connects at once. Nothing depends on it. */
    static void begin(String[] words) {
        for (String word : words) {
            if (VERBS.contains(word)) {
                Thread thread = new Thread(new HeadStart(words), "pasv-head-start");
                thread.setDaemon(true);
                thread.start();
                return;
            }
        }
    }

    @Override
    public void run() {
        nameSelectors();
        dial();
        load();
    }

    /** Java looks through every jar for another maker of selectors unless it is told the one; on Linux it is known. */
    private static void nameSelectors() {
        try {
            Class<?> epoll = Class.forName("sun.nio.ch.EPollSelectorProvider");
            System.setProperty("java.nio.channels.spi.SelectorProvider", epoll.getName());
        } catch (ClassNotFoundException e) {
            // Java looks
        }
    }

    /** Whether a config file has a say. The launcher knows by {@code test -f}, which is quicker than Java's first file. */
    private static boolean isConfigured() {
        return !"none".equals(System.getProperty("pasv.config"))
                && Files.exists(Places.of(System.getenv()).configFile());
    }

    /**
     * Not where a config file has a say, or TLS is demanded. Whoever watches the conversation sees it in its order and with
     * its times.
     */
    private void dial() {
        if (isConfigured()) {
            return;
        }
        if (Proxy.isNamed(System.getenv())) {
            return;
        }
        String server = "";
        for (String word : words) {
            if (word.startsWith("-v")
                    || word.equals("--verbose")
                    || word.startsWith("--require-tls")
                    || word.startsWith("--proxy")) {
                return;
            }
            if (server.isEmpty() && word.contains("://")) {
                server = word;
            }
        }
        try {
            EarlyDial.OF_PROCESS.begin(FtpUrl.parse(server).server());
        } catch (FtpException e) {
            // whoever reads the command line says what is wrong with it
        }
    }

    private static void load() {
        try (Selector selector = Selector.open();
                JsonGenerator json = new JsonFactory().createGenerator(OutputStream.nullOutputStream())) {
            selector.selectNow();
            // as the journal of a part does
            json.writeNumber(ProcessHandle.current().pid());
            json.writeString(Instant.EPOCH.toString());
        } catch (IOException e) {
            // whoever needs it meets the same and says it
        }
    }
}
