package pasv.remote;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A checksum that a file is to have.
 *
 * @param algorithm one of crc32, md5, sha1, sha256, sha512
 * @param hex the expected value, lower case
 */
public record Checksum(String algorithm, String hex) {
    private static final String FORM = "(?i)(crc32|md5|sha-?1|sha-?256|sha-?512):([0-9a-f]+)";

    /** Reads {@code ALG:HEX}; empty where it is not of that form or has not the algorithm's length. */
    public static Optional<Checksum> parse(String written) {
        String text = written.strip();
        if (!text.matches(FORM)) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        String algorithm = text.substring(0, colon).toLowerCase(Locale.ROOT).replace("-", "");
        String hex = text.substring(colon + 1).toLowerCase(Locale.ROOT);
        return hex.length() == digits(algorithm) ? Optional.of(new Checksum(algorithm, hex)) : Optional.empty();
    }

    private static int digits(String algorithm) {
        return switch (algorithm) {
            case "crc32" -> 8;
            case "md5" -> 32;
            case "sha1" -> 40;
            case "sha256" -> 64;
            default -> 128;
        };
    }

    /** A computation of this kind of checksum. */
    public Computation computation() {
        return Computation.of(algorithm);
    }

    /** Takes bytes and gives the checksum of all of them. */
    public interface Computation {
        void update(ByteBuffer bytes);

        String hex();

        static Computation of(String algorithm) {
            return algorithm.equals("crc32") ? crc32() : digest(algorithm);
        }

        private static Computation crc32() {
            CRC32 crc = new CRC32();
            return new Computation() {
                @Override
                public void update(ByteBuffer bytes) {
                    crc.update(bytes);
                }

                @Override
                public String hex() {
                    return String.format(Locale.ROOT, "%08x", crc.getValue());
                }
            };
        }

        private static Computation digest(String algorithm) {
            MessageDigest digest;
            try {
                digest = MessageDigest.getInstance(algorithm.replace("sha", "SHA-"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
            return new Computation() {
                private @Nullable String sum;

                @Override
                public void update(ByteBuffer bytes) {
                    digest.update(bytes);
                }

                @Override
                public String hex() {
                    // asking a digest empties it
                    String hex = sum == null ? HexFormat.of().formatHex(digest.digest()) : sum;
                    sum = hex;
                    return hex;
                }
            };
        }
    }
}
