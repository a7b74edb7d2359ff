package pasv.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A key with a self-signed certificate for localhost, 127.0.0.1 and ::1, made by the JDK's keytool for one test run.
 *
 * @param keyStore a PKCS #12 store (alias {@code test}, password {@link #PASSWORD}), for servers in Java
 * @param pem key and certificate in one PEM file, for the others
 * @param certificate the certificate alone as PEM, for {@code --cacert}
 * @param sha256 its fingerprint in hex, as {@code --pin} takes it
 */
public record TestCertificate(Path keyStore, Path pem, Path certificate, String sha256) {
    public static final String PASSWORD = "changeit";

    private static final String LOCAL = "dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1";

    private static final String ALIAS = "test";
    private static final long LIMIT_SECONDS = 60;

    /** Makes the files in that directory. */
    public static TestCertificate in(Path directory) throws IOException {
        return made(directory, LOCAL, "-1H");
    }

    /** One that has been invalid since yesterday. */
    public static TestCertificate expired(Path directory) throws IOException {
        return made(directory, LOCAL, "-3d");
    }

    /** One that is good for another host, in words of keytool such as {@code dns:ftp.example.org}. */
    public static TestCertificate issuedFor(Path directory, String name) throws IOException {
        return made(directory, name, "-1H");
    }

    private static TestCertificate made(Path directory, String names, String start) throws IOException {
        Path store = directory.resolve("test.p12");
        keytool(store, directory.resolve("keytool.log"), names, start);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
            String armoured = armour("CERTIFICATE", certificate);
            return new TestCertificate(
                    store,
                    Files.writeString(directory.resolve("test.pem"), armour("PRIVATE KEY", key) + armoured),
                    Files.writeString(directory.resolve("certificate.pem"), armoured),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store that keytool made cannot be read", e);
        }
    }

    private static void keytool(Path store, Path log, String names, String start) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=" + names,
                        "-startdate",
                        start,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String armour(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
