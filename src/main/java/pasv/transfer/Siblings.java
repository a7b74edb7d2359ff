package pasv.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names that one local directory is to get, told apart as its file system does: Windows' and macOS' take
 * {@code README} and {@code readme} for one, and the second would take the place of the first without a word. The file
 * system itself is asked, and only where two names are so alike that it may happen.
 */
final class Siblings {
    private final Map<String, List<String>> alike = new HashMap<>();

    /**
     * Adds a name; returns an earlier one that has the same place in this directory.
     *
     * @param directory exists, and may be written into
     */
    Optional<String> add(Path directory, String name) throws IOException {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        List<String> earlier = alike.getOrDefault(folded, List.of());
        if (earlier.contains(name)) {
            return Optional.empty();
        }
        for (String other : earlier) {
            if (isOnePlace(directory, other, name)) {
                return Optional.of(other);
            }
        }
        alike.put(folded, earlier.isEmpty() ? List.of(name) : with(earlier, name));
        return Optional.empty();
    }

    private static List<String> with(List<String> earlier, String name) {
        List<String> more = new ArrayList<>(earlier);
        more.add(name);
        return more;
    }

    private static boolean isOnePlace(Path directory, String one, String other) throws IOException {
        Path trial = Files.createTempDirectory(directory, ".pasv-names~");
        try {
            Path file = Files.createFile(trial.resolve(one));
            boolean same = Files.exists(trial.resolve(other));
            Files.delete(file);
            return same;
        } finally {
            Files.delete(trial);
        }
    }
}
