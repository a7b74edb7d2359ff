package pasv.ui;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The characters that may be shown. The JVM would print {@code ?} for {@code ×} in a locale that is not UTF-8, as under
 * cron; the locale is asked here, once, and what it cannot show is spelled in ASCII.
 */
public enum Glyphs {
    UNICODE("×", "→", "█", "░", "…", StandardCharsets.UTF_8),
    ASCII("x", "->", "#", ".", "...", StandardCharsets.US_ASCII);

    private static final String[] LOCALE = {"LC_ALL", "LC_CTYPE", "LANG"};

    private final String times;
    private final String arrow;
    private final String full;
    private final String empty;
    private final String more;
    private final Charset charset;

    Glyphs(String times, String arrow, String full, String empty, String more, Charset charset) {
        this.times = times;
        this.arrow = arrow;
        this.full = full;
        this.empty = empty;
        this.more = more;
        this.charset = charset;
    }

    /**
     * By the environment, as the C library reads it; on Windows by the console's encoding.
     *
     * @param properties of the JVM
     */
    public static Glyphs of(Map<String, String> environment, Properties properties) {
        String told = String.valueOf(properties.getProperty("pasv.locale"));
        if (!told.equals("null")) {
            return isUtf8(told) ? UNICODE : ASCII;
        }
        for (String name : LOCALE) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                return isUtf8(locale) ? UNICODE : ASCII;
            }
        }
        boolean windows = java.io.File.separatorChar == '\\';
        String console = String.valueOf(properties.getProperty("stdout.encoding"));
        return windows && isUtf8(console) ? UNICODE : ASCII;
    }

    private static boolean isUtf8(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
    }

    public String times() {
        return times;
    }

    public String arrow() {
        return arrow;
    }

    /** A filled cell of a progress bar. */
    public String full() {
        return full;
    }

    /** An empty cell of a progress bar. */
    public String empty() {
        return empty;
    }

    /** What stands for a part that was cut out. */
    public String more() {
        return more;
    }

    public Charset charset() {
        return charset;
    }
}
