package pasv.remote;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Features;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;

/**
 * The checksum that the server tells of a file. HASH (draft-bryan-ftpext-hash) and the older XSHA256, XSHA1, XMD5 and
 * XCRC, where FEAT offers them, the strongest first.
 */
public final class RemoteHash {
    /** A word of hex digits; the end of HASH's byte range, {@code 0-12345678}, is none. */
    private static final Pattern HEX = Pattern.compile("(?<![\\w-])[0-9A-Fa-f]{8,128}\\b");

    private static final String[][] OLDER = {
        {"XSHA512", "sha512"}, {"XSHA256", "sha256"}, {"XSHA1", "sha1"}, {"XMD5", "md5"}, {"XCRC", "crc32"}
    };

    private RemoteHash() {}

    /** The checksum, empty where the server offers none that is understood. */
    public static Optional<Checksum> of(FtpClient client, RemotePath path) throws IOException {
        Features features = client.features();
        Optional<String> offered = features.parameters("HASH");
        if (offered.isPresent()) {
            String algorithm = selected(offered.get());
            return parsed(client.quote(Command.of("HASH", path)), algorithm);
        }
        for (String[] older : OLDER) {
            if (features.has(older[0])) {
                return parsed(client.quote(Command.of(older[0], path)), older[1]);
            }
        }
        return Optional.empty();
    }

    /** FEAT marks the algorithm in force with a star: {@code SHA-256*;SHA-512}. */
    private static String selected(String offered) {
        for (String name : offered.split(";", -1)) {
            if (name.strip().endsWith("*")) {
                return name.strip().replace("*", "").replace("-", "").toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static Optional<Checksum> parsed(Reply reply, String algorithm) {
        if (!reply.isPositive()) {
            return Optional.empty();
        }
        Matcher words = HEX.matcher(reply.lastText());
        while (words.find()) {
            Optional<Checksum> checksum = Checksum.parse(algorithm + ":" + words.group());
            if (checksum.isPresent()) {
                return checksum;
            }
        }
        return Optional.empty();
    }
}
