package pasv.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change of mode as {@code chmod} takes it. Octal digits set it; {@code u+x,go-w} changes what is there (POSIX
 * chmod). Without {@code u}, {@code g}, {@code o} all three are meant: no server tells its umask.
 */
final class ModeChange {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{3,4}");
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:[-+=][rwxXst]*)+)");
    private static final Pattern ACTION = Pattern.compile("([-+=])([rwxXst]*)");
    private static final Pattern LETTERS = Pattern.compile("[-dlbcps]?((?:[-r][-w][-xsSlL]){2}[-r][-w][-xtT])[.+@]?");
    private static final int EXECUTE = 0111;
    private static final int ALL = 07777;
    private static final int STICKY = 01000;

    private final String written;

    private ModeChange(String written) {
        this.written = written;
    }

    /** Reads one; empty when it is neither form. */
    static Optional<ModeChange> parse(String text) {
        boolean symbolic = !text.isEmpty();
        for (String clause : text.split(",", -1)) {
            symbolic &= CLAUSE.matcher(clause).matches();
        }
        return symbolic || OCTAL.matcher(text).matches() ? Optional.of(new ModeChange(text)) : Optional.empty();
    }

    /** Whether the mode that is there must be known. */
    boolean needsCurrent() {
        return !OCTAL.matcher(written).matches();
    }

    /** The digits that set the mode at once. */
    String absolute() {
        return written;
    }

    /** The mode that comes of the one that is there, in octal digits. */
    String applied(int current, boolean directory) {
        int mode = current;
        for (String clause : written.split(",", -1)) {
            Matcher parts = CLAUSE.matcher(clause);
            if (!parts.matches()) {
                throw new IllegalStateException("no clause: " + clause);
            }
            Matcher actions = ACTION.matcher(parts.group(2));
            while (actions.find()) {
                mode = changed(mode, parts.group(1), actions.group(1).charAt(0), actions.group(2), directory);
            }
        }
        return String.format(Locale.ROOT, mode > 0777 ? "%04o" : "%03o", mode);
    }

    private static int changed(int mode, String who, char sign, String rights, boolean directory) {
        boolean everyone = who.isEmpty() || who.indexOf('a') >= 0;
        int whose = 0;
        int special = 0;
        for (int i = 0; i < 3; i++) {
            if (everyone || who.indexOf("ugo".charAt(i)) >= 0) {
                whose |= 07 << (6 - 3 * i);
                // set-user-ID, set-group-ID; the sticky bit belongs to nobody
                special |= i < 2 ? 04000 >> i : 0;
            }
        }
        int bits = 0;
        for (int i = 0; i < rights.length(); i++) {
            bits |= switch (rights.charAt(i)) {
                case 'r' -> 0444 & whose;
                case 'w' -> 0222 & whose;
                case 'x' -> EXECUTE & whose;
                case 'X' -> directory || (mode & EXECUTE) != 0 ? EXECUTE & whose : 0;
                case 's' -> special;
                default -> everyone ? STICKY : 0;
            };
        }
        return switch (sign) {
            case '+' -> mode | bits;
            case '-' -> mode & ~bits;
            default -> (mode & ~(whose | (directory ? 0 : special)) & ALL) | bits;
        };
    }

    /** The bits that a listing gives, as {@code 0644} or {@code -rw-r--r--}; empty for any other form. */
    static Optional<Integer> bits(String permissions) {
        if (permissions.matches("[0-7]{3,7}")) {
            return Optional.of(Integer.parseInt(permissions, 8) & ALL);
        }
        Matcher letters = LETTERS.matcher(permissions);
        if (!letters.matches()) {
            return Optional.empty();
        }
        String nine = letters.group(1);
        int mode = 0;
        for (int i = 0; i < nine.length(); i++) {
            char c = nine.charAt(i);
            mode |= c == '-' || Character.isUpperCase(c) || c == 'l' ? 0 : 1 << (8 - i);
            mode |= "sStTlL".indexOf(c) >= 0 ? 04000 >> (i / 3) : 0;
        }
        return Optional.of(mode);
    }
}
