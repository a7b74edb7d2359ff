package pasv.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The certificates and keys of a PEM file (RFC 7468). What cannot be used is said by its name. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_LABELS = List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private static final int MOST = 4 << 20;

    private Pem() {}

    /**
     * All certificates of a file, in its order.
     *
     * @throws NetException with the kind UNUSABLE_FILE when it holds none or one that is damaged
     */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text(file));
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")) {
                found.add(certificate(blocks.group(0), file));
            }
        }
        if (found.isEmpty()) {
            throw unusable(file + " holds no certificate: a PEM file with BEGIN CERTIFICATE is wanted", null);
        }
        return List.copyOf(found);
    }

    private static X509Certificate certificate(String block, Path file) throws NetException {
        try {
            byte[] bytes = block.replace("TRUSTED ", "").getBytes(StandardCharsets.US_ASCII);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw unusable(file + " holds a damaged certificate", e);
        }
    }

    /**
     * The private key of a file: PKCS#8, or the older forms of RSA and EC keys; not encrypted.
     *
     * @throws NetException with the kind UNUSABLE_FILE that names the format found and how to convert it
     */
    public static PrivateKey privateKey(Path file) throws IOException {
        Matcher blocks = BLOCK.matcher(text(file));
        while (blocks.find()) {
            String label = blocks.group(1);
            if (label.endsWith("PRIVATE KEY")) {
                return key(label, blocks.group(2), file);
            }
        }
        throw unusable(file + " holds no private key: a PEM file with BEGIN PRIVATE KEY is wanted", null);
    }

    private static PrivateKey key(String label, String base64, Path file) throws NetException {
        String encrypted = label.startsWith("ENCRYPTED") || base64.contains("ENCRYPTED") ? "encrypted " : "";
        if (!encrypted.isEmpty() || !KEY_LABELS.contains(label)) {
            throw unusable(
                    file + " holds a key of the format " + encrypted + label.replace("ENCRYPTED ", "")
                            + "; convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem",
                    null);
        }
        byte[] der;
        try {
            byte[] raw = Base64.getMimeDecoder().decode(base64);
            der = switch (label) {
                case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(raw);
                case "EC PRIVATE KEY" -> Pkcs8.ofEc(raw);
                default -> raw;
            };
        } catch (IllegalArgumentException e) {
            throw unusable(file + " holds a damaged key (" + e.getMessage() + ")", e);
        }
        for (String kind : KEY_KINDS) {
            Optional<PrivateKey> key = key(kind, der);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw unusable(file + " holds a key that is damaged, or none of RSA, EC, Ed25519, Ed448", null);
    }

    private static Optional<PrivateKey> key(String kind, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // a key of another kind
        }
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            if (Files.exists(file)) {
                throw unusable(file + " is not a regular file", null);
            }
            throw new java.nio.file.NoSuchFileException(file.toString());
        }
        if (Files.size(file) > MOST) {
            throw unusable(file + " is larger than " + MOST / 1024 + " KiB, which no PEM file is", null);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 2 && bytes[0] == 0x30 && (bytes[1] & 0x80) != 0) {
            throw unusable(
                    file + " is no PEM file: of PKCS#12 (.p12, .pfx) openssl pkcs12 -in " + file
                            + " -nodes -out FILE.pem" + " makes one, of DER openssl x509 -inform der -in " + file,
                    null);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static NetException unusable(String message, @Nullable Throwable cause) {
        return new NetException(NetException.Kind.UNUSABLE_FILE, message, Duration.ZERO, cause);
    }
}
