package pasv.home;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.TlsHabits;
import pasv.net.Endpoint;
import pasv.net.TlsRung;

/**
 * What is known of a server from earlier runs? One line a server: {@code HOST:PORT DAY seen|unseen RUNG|-
 * unresumed|resumed}. A line older than 30 days does not count; servers change.
 */
public final class HostMemory {
    private static final int DAYS = 30;
    private static final int FIELDS = 5;
    private static final int MOST = 500;
    private static final String NONE = "-";

    private final Path file;
    private final LocalDate today;

    public HostMemory(Path file, LocalDate today) {
        this.file = file;
        this.today = today;
    }

    /** What is known; {@link TlsHabits#UNKNOWN} where nothing is, or the file cannot be read. */
    public TlsHabits of(Endpoint server) {
        try {
            for (String line : PrivateFile.lines(file)) {
                Optional<TlsHabits> kept = isFor(line, server) ? understood(line) : Optional.empty();
                if (kept.isPresent()) {
                    return kept.get();
                }
            }
            return TlsHabits.UNKNOWN;
        } catch (IOException e) {
            return TlsHabits.UNKNOWN;
        }
    }

    private static boolean isFor(String line, Endpoint server) {
        return line.startsWith(key(server) + " ");
    }

    private static String key(Endpoint server) {
        return server.toString().toLowerCase(Locale.ROOT);
    }

    private Optional<TlsHabits> understood(String line) {
        String[] fields = line.split(" ", -1);
        try {
            boolean fresh = fields.length == FIELDS
                    && fields[1].compareTo(today.minusDays(DAYS).toString()) > 0;
            if (!fresh) {
                return Optional.empty();
            }
            Optional<TlsRung> rung =
                    fields[3].equals(NONE) ? Optional.empty() : Optional.of(TlsRung.valueOf(fields[3]));
            return Optional.of(new TlsHabits(fields[2].equals("seen"), rung, fields[4].equals("unresumed")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Keeps what is known now, in front of what was known of other servers. */
    public void keep(Endpoint server, TlsHabits habits) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(
                " ",
                key(server),
                today.toString(),
                habits.seen() ? "seen" : "unseen",
                habits.rung().map(TlsRung::name).orElse(NONE),
                habits.takesUnresumed() ? "unresumed" : "resumed"));
        PrivateFile.lines(file).stream()
                .filter(line -> !isFor(line, server) && understood(line).isPresent())
                .limit(MOST - 1)
                .forEach(lines::add);
        PrivateFile.write(file, lines);
    }
}
