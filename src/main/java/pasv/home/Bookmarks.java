package pasv.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The bookmarks: servers that the user calls by a name. One line each: name, tab, URL without password. */
public final class Bookmarks {
    private final Path file;

    public Bookmarks(Path file) {
        this.file = file;
    }

    /** All of them, by name. */
    public Map<String, String> all() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String line : PrivateFile.lines(file)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                found.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return found;
    }

    public Optional<String> find(String name) throws IOException {
        return Optional.ofNullable(all().get(name));
    }

    /** Adds or replaces one. */
    public void add(String name, String url) throws IOException {
        Map<String, String> all = all();
        all.put(name, url);
        write(all);
    }

    /** Removes one; empty when there was none of that name, else what it was. */
    public Optional<String> remove(String name) throws IOException {
        Map<String, String> all = all();
        Optional<String> was = Optional.ofNullable(all.remove(name));
        if (was.isPresent()) {
            write(all);
        }
        return was;
    }

    private void write(Map<String, String> all) throws IOException {
        List<String> lines = new ArrayList<>();
        all.forEach((name, url) -> lines.add(name + "\t" + url));
        PrivateFile.write(file, lines);
    }
}
