package pasv.remote;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.RemotePath;

/** The command that asks for a listing. LIST is no question of one form: its argument is a shell's to many servers. */
final class ListCommand {
    /** LIST takes flags and wildcards out of a path with these; such a directory is gone to instead. */
    private static final String MISREAD = " \t*?[]{}~";

    private static final String PATTERN = "*?[]{}~";

    private ListCommand() {}

    static boolean isMisread(RemotePath path) {
        String text = path.text();
        return text.startsWith("-") || text.chars().anyMatch(c -> MISREAD.indexOf(c) >= 0);
    }

    /** Whether a server can take it for a pattern or lose a blank of it, even where no flag is looked for (MLSD). */
    static boolean isPattern(RemotePath path) {
        String text = path.text();
        return text.startsWith(" ") || text.endsWith(" ") || text.chars().anyMatch(c -> PATTERN.indexOf(c) >= 0);
    }

    static Command of(String verb, Listings.Scope scope, RemotePath where) {
        if (scope == Listings.Scope.PLAIN) {
            return where.isEmpty() ? Command.of(verb) : Command.of(verb, where);
        }
        if (where.isEmpty()) {
            return Command.of(verb, "-a");
        }
        byte[] flag = "-a ".getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(flag, flag.length + where.bytes().length);
        System.arraycopy(where.bytes(), 0, all, flag.length, where.bytes().length);
        return Command.of(verb, RemotePath.of(all));
    }
}
