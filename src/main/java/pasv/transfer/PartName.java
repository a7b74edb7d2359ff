package pasv.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The name of the part of a file. {@code NAME.part}, shortened where the file system could not hold the name. */
public final class PartName {
    static final String PART = ".part";
    static final String JOURNAL = ".json";
    private static final String VISIBLE = ".pasv-part";
    private static final String OLD = ".pasv-old";
    private static final String PICKED = ".pasv-picked";
    /** The longest name that common file systems take is 255 bytes; the journal's fresh copy adds one more. */
    private static final int LONGEST = 255 - PART.length() - JOURNAL.length() - 1;

    private PartName() {}

    static String of(String name) {
        return shortened(name) + PART;
    }

    /** {@code NAME.pasv-part}: a part that need not be hidden to be known for ours. */
    static String visible(String name) {
        return shortened(name) + VISIBLE;
    }

    /** {@code NAME.pasv-old}, as long as the part's name at the most. */
    public static String aside(String name) {
        return shortened(name) + OLD;
    }

    /** {@code .NAME.pasv-picked}: a file that is whole and proven, and not given to whoever waits for it yet. */
    public static String picked(String name) {
        return "." + shortened(name) + PICKED;
    }

    /** What a file is called while it is written in one piece: hidden, and told apart by a number. */
    static String temporary(String name, int number) {
        return "." + shortened(name) + String.format("~%04x.tmp", number & 0xFFFF);
    }

    /**
     * Whether a name is that of a download that has not ended: a part with its journal, the journal, or a file that is
     * being written in one piece. They belong to no tree.
     *
     * @param beside all names of the directory: a part without a journal is a file like any other
     */
    public static boolean isOfDownload(String name, Set<String> beside) {
        return name.endsWith(PART + JOURNAL)
                || (name.endsWith(PART) && beside.contains(name + JOURNAL))
                || isPicked(name)
                || name.matches("\\..*~[0-9a-f]{4}\\.tmp");
    }

    /** Whether a name is that of an upload that has not ended, or of a file that one has moved aside. */
    public static boolean isOfUpload(String name) {
        return (name.startsWith(".") && (name.endsWith(PART) || name.endsWith(OLD)))
                || name.endsWith(VISIBLE)
                || isPicked(name);
    }

    /** Whether a name is that of a file which was being picked up, and written in one piece. */
    public static boolean isStalePick(String name) {
        return name.matches("\\..*\\" + PICKED + "~[0-9a-f]{4}\\.tmp");
    }

    private static boolean isPicked(String name) {
        return name.startsWith(".") && name.endsWith(PICKED);
    }

    private static String shortened(String name) {
        if (bytes(name) <= LONGEST) {
            return name;
        }
        String mark = String.format("~%08x", name.hashCode());
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
            String next = new String(Character.toChars(name.codePointAt(i)));
            if (bytes(kept + next) > LONGEST - mark.length()) {
                break;
            }
            kept.append(next);
        }
        return kept + mark;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
