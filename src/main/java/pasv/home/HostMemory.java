package pasv.home;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pasv.ftp.wire.Learned;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TlsHabits;
import pasv.net.Endpoint;
import pasv.net.TlsRung;

/**
 * What earlier runs have learned of servers. One line a server: {@code HOST:PORT DAY WORD…}, where the words are {@code
 * seen} (with TLS), {@code unresumed}, {@code rung=TLS_1_2} and those of {@link ServerTrait}; a word of a later version is
 * passed over. A line older than 30 days does not count; servers change.
 */
public final class HostMemory {
    private static final int DAYS = 30;
    private static final int MOST = 500;
    private static final String SEEN = "seen";
    private static final String UNRESUMED = "unresumed";
    private static final String RUNG = "rung=";

    private final Path file;
    private final LocalDate today;

    public HostMemory(Path file, LocalDate today) {
        this.file = file;
        this.today = today;
    }

    /**
     * One server and what is known of it.
     *
     * @param server as in {@code host:port}, in lower case
     * @param since the day of the run that learned it last
     */
    public record Known(String server, LocalDate since, Learned learned) {
        /** The first day on which it does not count any more. */
        public LocalDate until() {
            return since.plusDays(DAYS);
        }
    }

    /** What is known; {@link Learned#NOTHING} where nothing is, or the file cannot be read. */
    public Learned of(Endpoint server) {
        try {
            return all().stream()
                    .filter(known -> known.server().equals(key(server)))
                    .findFirst()
                    .map(Known::learned)
                    .orElse(Learned.NOTHING);
        } catch (IOException e) {
            return Learned.NOTHING;
        }
    }

    /**
     * All that is known, the latest first.
     *
     * @throws IOException when the file cannot be read, or others can write it
     */
    public List<Known> all() throws IOException {
        return PrivateFile.lines(file).stream()
                .flatMap(line -> understood(line).stream())
                .toList();
    }

    private static String key(Endpoint server) {
        return server.toString().toLowerCase(Locale.ROOT);
    }

    private Optional<Known> understood(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 2 || words[0].indexOf(':') < 0 || !words[1].matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return Optional.empty();
        }
        try {
            LocalDate since = LocalDate.parse(words[1]);
            List<String> rest = Arrays.asList(words).subList(2, words.length);
            boolean fresh = since.isAfter(today.minusDays(DAYS));
            return fresh ? Optional.of(new Known(words[0], since, learned(rest))) : Optional.empty();
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Learned learned(List<String> words) {
        Optional<TlsRung> rung = words.stream()
                .filter(word -> word.startsWith(RUNG))
                .findFirst()
                .map(word -> TlsRung.valueOf(word.substring(RUNG.length())));
        Set<ServerTrait> traits = EnumSet.noneOf(ServerTrait.class);
        words.forEach(word -> ServerTrait.of(word).ifPresent(traits::add));
        return new Learned(new TlsHabits(words.contains(SEEN), rung, words.contains(UNRESUMED)), traits);
    }

    /** Keeps what is known now, in front of what was known of other servers. */
    public void keep(Endpoint server, Learned learned) throws IOException {
        List<Known> known = new ArrayList<>(all());
        known.removeIf(other -> other.server().equals(key(server)));
        known.add(0, new Known(key(server), today, learned));
        write(known.subList(0, Math.min(MOST, known.size())));
    }

    /**
     * Forgets a server, or all servers of a host where no port is said.
     *
     * @param server {@code host} or {@code host:port}, in any case
     * @return how many servers were forgotten
     */
    public int forget(String server) throws IOException {
        List<Known> known = new ArrayList<>(all());
        int before = known.size();
        known.removeIf(other -> isMeant(other, server));
        if (known.size() < before) {
            write(known);
        }
        return before - known.size();
    }

    /** Whether {@code host} or {@code host:port} means this server. */
    public static boolean isMeant(Known known, String server) {
        String asked = server.toLowerCase(Locale.ROOT);
        String host = known.server().substring(0, known.server().lastIndexOf(':'));
        return asked.equals(known.server()) || asked.equals(host);
    }

    private void write(List<Known> all) throws IOException {
        PrivateFile.write(file, all.stream().map(HostMemory::line).collect(Collectors.toList()));
    }

    private static String line(Known known) {
        List<String> words =
                new ArrayList<>(List.of(known.server(), known.since().toString()));
        TlsHabits tls = known.learned().tls();
        if (tls.seen()) {
            words.add(SEEN);
        }
        if (tls.takesUnresumed()) {
            words.add(UNRESUMED);
        }
        tls.rung().ifPresent(rung -> words.add(RUNG + rung.name()));
        known.learned().traits().stream().sorted().map(ServerTrait::word).forEach(words::add);
        return String.join(" ", words);
    }
}
