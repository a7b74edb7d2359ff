package pasv.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The config file of the user. The file {@code config}: {@code NAME = VALUE} with the long option names; what stands
 * under {@code [HOST]} holds for that host alone, {@code [alias]} gives the shell words of one's own.
 *
 * <pre>
 * connect-timeout = 5s
 * [old.example.org]
 * user = alice
 * passive = pasv
 * [alias]
 * ll = ls -l
 * </pre>
 */
public final class Config {
    private static final String ALIASES = "alias";
    private static final String GENERAL = "";

    /** The file cannot be used, and why; the message names file and line. */
    public static final class Invalid extends IOException {
        private static final long serialVersionUID = 1;

        Invalid(String why) {
            super(why);
        }
    }

    public static final Config EMPTY = new Config(Map.of());

    private final Map<String, Map<String, String>> sections;

    private Config(Map<String, Map<String, String>> sections) {
        this.sections = sections;
    }

    /**
     * Reads the file; one that is not there is empty.
     *
     * @param known the names that may be set
     * @throws Invalid when it holds what is not understood, or others can change it: it can name commands to run
     */
    public static Config read(Path file, Supplier<Set<String>> known) throws IOException {
        if (!Files.exists(file)) {
            return EMPTY;
        }
        try {
            PrivateFile.checkWriters(file);
            return parse(OwnFile.lines(file), known.get(), file.toString());
        } catch (Invalid e) {
            throw e;
        } catch (IOException e) {
            throw new Invalid("cannot use " + file + ": " + e.getMessage());
        }
    }

    static Config parse(List<String> lines, Set<String> known, String name) throws Invalid {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        String section = GENERAL;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String where = name + ", line " + (i + 1) + ": ";
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (!line.endsWith("]") || line.length() < 3) {
                    throw new Invalid(where + "a section is written [HOST] or [alias]");
                }
                section = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
                continue;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line : line.substring(0, equals)).strip();
            // a name alone switches on
            String value =
                    equals < 0 ? "true" : unquoted(line.substring(equals + 1).strip());
            if (section.equals(ALIASES)) {
                if (equals < 0 || key.isEmpty() || value.isEmpty()) {
                    throw new Invalid(where + "an alias is written NAME = COMMAND");
                }
            } else if (!known.contains(key)) {
                throw new Invalid(where + "unknown setting " + key);
            }
            sections.computeIfAbsent(section, unused -> new LinkedHashMap<>()).put(key, value);
        }
        return new Config(sections);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** What holds for every host. */
    public Map<String, String> general() {
        return sections.getOrDefault(GENERAL, Map.of());
    }

    /** What holds for this host: its own section before the general part. */
    public Map<String, String> of(String host) {
        Map<String, String> all = new LinkedHashMap<>(general());
        all.putAll(sections.getOrDefault(host.toLowerCase(Locale.ROOT), Map.of()));
        all.keySet()
                .removeIf(key -> host.equalsIgnoreCase(ALIASES) && !general().containsKey(key));
        return all;
    }

    /** The user's own words for the shell: name to command. */
    public Map<String, String> aliases() {
        return sections.getOrDefault(ALIASES, Map.of());
    }
}
