package pasv.transfer;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.util.Locale;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;

/**
 * The local file name that a remote name may become. One element of a path and nothing else, on every system: no
 * separator, no {@code ..}, no control characters, and on Windows no drive and no device.
 */
public final class LocalName {
    private static final String DEVICES = "(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?";

    private LocalName() {}

    /**
     * Passes a harmless name through.
     *
     * @throws FtpException HOSTILE with the reason and the name escaped
     */
    public static String checked(String name) throws FtpException {
        return checked(name, FileSystems.getDefault());
    }

    /** The same for a file of this file system. */
    static String checked(String name, FileSystem where) throws FtpException {
        boolean windows = where.getSeparator().equals("\\");
        if (name.isEmpty()) {
            throw refused(name, "it is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            throw refused(name, "it leads to a directory");
        }
        if (name.indexOf('/') >= 0 || (windows && name.indexOf('\\') >= 0)) {
            throw refused(name, "it holds a path separator");
        }
        if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0))) {
            throw refused(name, "it holds control characters");
        }
        boolean forWindows = name.indexOf(':') >= 0 || name.endsWith(".") || name.endsWith(" ");
        if (windows && (forWindows || name.matches(DEVICES) || name.matches(".*[<>\"|?*].*"))) {
            throw refused(name, "Windows cannot hold it");
        }
        return name;
    }

    private static FtpException refused(String name, String why) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 0x20 && c != 0x7F && (c < 0x80 || c >= 0xA0);
            shown.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\x%02x", (int) c));
        }
        return new FtpException(
                Failure.HOSTILE,
                "\"" + shown + "\" cannot be a local file name: " + why,
                Circumstances.in(Phase.LOCAL));
    }
}
