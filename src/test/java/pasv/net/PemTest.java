package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.TestCertificate;

/** Keys and certificates are read from PEM, and what cannot be used is named. */
class PemTest {
    @TempDir
    Path directory;

    @Test
    void readsKeyAndCertificateFromOneFile() throws IOException {
        TestCertificate made = TestCertificate.in(directory);
        ClientIdentity identity = ClientIdentity.read(made.pem(), made.pem());
        assertEquals("RSA", identity.key().getAlgorithm());
        assertEquals(made.sha256(), CertificateFacts.of(identity.chain().get(0)).sha256());
        assertEquals("CN=localhost", identity.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY"})
    void namesAKeyFormatThatItDoesNotRead(String label) throws IOException {
        Path file = Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n");
        NetException e = assertThrows(NetException.class, () -> Pem.privateKey(file));
        assertTrue(e.getMessage().contains(label), e.getMessage());
        assertTrue(e.getMessage().contains("openssl pkcs8 -topk8 -nocrypt"), e.getMessage());
        assertEquals(NetException.Kind.UNUSABLE_FILE, e.kind());
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path file = Files.writeString(directory.resolve("empty.pem"), "nothing\n");
        assertTrue(assertThrows(NetException.class, () -> Pem.certificates(file))
                .getMessage()
                .contains("holds no certificate"));
        assertTrue(assertThrows(NetException.class, () -> Pem.privateKey(file))
                .getMessage()
                .contains("holds no private key"));
    }

    @Test
    void readsPinsAsOpensslPrintsThem() {
        String colons = "AB:".repeat(31) + "CD";
        Pin pin = Pin.parse("SHA256:" + colons, Pin.Origin.GIVEN).orElseThrow();
        assertEquals("sha256:" + "ab".repeat(31) + "cd", pin.toString());
        assertEquals(Optional.empty(), Pin.parse("ab".repeat(32), Pin.Origin.GIVEN));
        assertEquals(Optional.empty(), Pin.parse("sha256:abcd", Pin.Origin.GIVEN));
    }
}
