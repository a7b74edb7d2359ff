package pasv.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pasv.ftp.wire.FtpException;
import pasv.listing.Glob;

/** The local names that a word means. Wildcards in its last element are expanded as a shell would. */
final class LocalNames {
    private LocalNames() {}

    /**
     * The names that match, sorted, written like the word.
     *
     * @throws FtpException USAGE when there is none
     */
    static List<String> matching(Path from, String pattern) throws FtpException {
        int slash = pattern.lastIndexOf('/');
        String before = pattern.substring(0, slash + 1);
        Glob glob = Glob.of(pattern.substring(slash + 1));
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(from.resolve(before).toAbsolutePath())) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean hidden = name.startsWith(".") && !glob.toString().startsWith(".");
                if (!hidden && glob.matches(name)) {
                    // a name that looks like an option is none (SEC-06)
                    found.add((before.isEmpty() && name.startsWith("-") ? "./" : before) + name);
                }
            }
        } catch (IOException e) {
            throw ShellState.usage("cannot read the local directory " + from.resolve(before) + ": " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw ShellState.usage("no local file matches " + pattern);
        }
        found.sort(null);
        return found;
    }
}
