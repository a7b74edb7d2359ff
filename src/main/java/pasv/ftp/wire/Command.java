package pasv.ftp.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One command to the server. Refuses CR, LF and NUL in every argument before a byte is sent, so that nothing a user
 * typed or a server said can smuggle a second command in; prints itself with secrets masked.
 */
public final class Command {
    private static final Set<String> SECRET = Set.of("PASS", "ACCT");
    private static final int IAC = 0xFF;

    private final String verb;
    private final byte[] argument;

    private Command(String verb, byte[] argument) {
        this.verb = verb;
        this.argument = argument;
        if (!verb.matches("[A-Z][A-Z0-9]{0,11}")) {
            throw new IllegalArgumentException("not an FTP command: " + verb);
        }
        for (byte b : argument) {
            if (b == '\r' || b == '\n' || b == 0) {
                throw new IllegalArgumentException("a " + verb + " argument must not hold CR, LF or NUL");
            }
        }
    }

    /** A command without argument. */
    public static Command of(String verb) {
        return new Command(verb, new byte[0]);
    }

    /**
     * A command with a text argument, sent as UTF-8; an empty argument still sends the space ({@code PASS } of an empty
     * password).
     *
     * @throws IllegalArgumentException when the argument holds CR, LF or NUL
     */
    public static Command of(String verb, String argument) {
        return new Command(verb, prefixed(argument.getBytes(StandardCharsets.UTF_8)));
    }

    /** A command that names a remote path by its very bytes. */
    public static Command of(String verb, RemotePath path) {
        byte[] bytes = path.bytes();
        if (bytes.length > 0 && bytes[0] == ' ') {
            // servers skip blanks before an argument: ./ keeps one that belongs to the name
            byte[] whole = Arrays.copyOf(new byte[] {'.', '/'}, bytes.length + 2);
            System.arraycopy(bytes, 0, whole, 2, bytes.length);
            return new Command(verb, prefixed(whole));
        }
        return new Command(verb, prefixed(bytes));
    }

    /** A whole line as typed by a person, such as {@code SITE CHMOD 644 a.txt}. */
    public static Command ofLine(String line) {
        String trimmed = line.strip();
        int space = trimmed.indexOf(' ');
        String verb = (space < 0 ? trimmed : trimmed.substring(0, space)).toUpperCase(Locale.ROOT);
        return space < 0 ? of(verb) : of(verb, trimmed.substring(space + 1));
    }

    private static byte[] prefixed(byte[] argument) {
        byte[] withSpace = new byte[argument.length + 1];
        withSpace[0] = ' ';
        System.arraycopy(argument, 0, withSpace, 1, argument.length);
        return withSpace;
    }

    public String verb() {
        return verb;
    }

    /** The bytes on the wire, CRLF included; 0xFF is doubled since the control connection is Telnet (RFC 959 §4). */
    byte[] wire() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(verb.length() + argument.length + 2);
        line.writeBytes(verb.getBytes(StandardCharsets.US_ASCII));
        for (byte b : argument) {
            if ((b & 0xFF) == IAC) {
                line.write(IAC);
            }
            line.write(b);
        }
        line.write('\r');
        line.write('\n');
        return line.toByteArray();
    }

    /** The command that announces this one before a passive command (DrFTPD's PRET). */
    public Command announced() {
        byte[] line = Arrays.copyOf(verb.getBytes(StandardCharsets.US_ASCII), verb.length() + argument.length);
        System.arraycopy(argument, 0, line, verb.length(), argument.length);
        return new Command("PRET", prefixed(line));
    }

    /** What must not be shown of it, such as a password; empty where nothing is secret. */
    Optional<byte[]> secret() {
        boolean bare = verb.equals("SITE") || argument.length < 2;
        return isSecret() && !bare ? Optional.of(Arrays.copyOfRange(argument, 1, argument.length)) : Optional.empty();
    }

    private boolean isSecret() {
        String text = new String(argument, StandardCharsets.ISO_8859_1).strip().toUpperCase(Locale.ROOT);
        return SECRET.contains(verb) || (verb.equals("SITE") && text.startsWith("PSWD"));
    }

    /** The line as a person may see it: secrets are four stars. */
    @Override
    public String toString() {
        return verb + (isSecret() ? " ****" : Text.decode(argument, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Command that && verb.equals(that.verb) && Arrays.equals(argument, that.argument);
    }

    @Override
    public int hashCode() {
        return verb.hashCode() * 31 + Arrays.hashCode(argument);
    }
}
