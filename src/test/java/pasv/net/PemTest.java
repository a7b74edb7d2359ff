package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @ValueSource(strings = {"ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY", "DSA PRIVATE KEY"})
    void namesAKeyFormatThatItDoesNotRead(String label) throws IOException {
        Path file = Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n");
        NetException e = assertThrows(NetException.class, () -> Pem.privateKey(file));
        assertTrue(e.getMessage().contains(label.replace("ENCRYPTED", "encrypted")), e.getMessage());
        assertTrue(e.getMessage().contains("openssl pkcs8 -topk8 -nocrypt"), e.getMessage());
        assertEquals(NetException.Kind.UNUSABLE_FILE, e.kind());
    }

    /** The same key as openssl writes it in the older form, and in PKCS#8. */
    @ParameterizedTest
    @CsvSource({
        "RSA, genrsa -traditional 2048",
        "RSA, genrsa -traditional 4096",
        "EC, ecparam -name prime256v1 -genkey",
        "EC, ecparam -name secp384r1 -genkey -noout",
        "EC, ecparam -name secp521r1 -genkey"
    })
    void readsTheOlderForms(String algorithm, String command) throws Exception {
        Path old = openssl(command.split(" "), "old.pem");
        assertTrue(Files.readString(old).contains("BEGIN " + algorithm + " PRIVATE KEY"), Files.readString(old));
        Path pkcs8 = openssl(new String[] {"pkcs8", "-topk8", "-nocrypt", "-in", old.toString()}, "new.pem");
        assertEquals(algorithm, Pem.privateKey(old).getAlgorithm());
        assertEquals(numbers(Pem.privateKey(pkcs8)), numbers(Pem.privateKey(old)));
    }

    /** What makes the key, without the form in which it came. */
    private static List<BigInteger> numbers(PrivateKey key) {
        return key instanceof ECPrivateKey ec
                ? List.of(ec.getS(), ec.getParams().getOrder())
                : List.of(((RSAPrivateKey) key).getPrivateExponent(), ((RSAPrivateKey) key).getModulus());
    }

    @Test
    void saysThatAKeyOfTheOlderFormIsEncrypted() throws Exception {
        Path file = openssl(
                new String[] {"genrsa", "-traditional", "-aes128", "-passout", "pass:secret", "2048"}, "old.pem");
        NetException e = assertThrows(NetException.class, () -> Pem.privateKey(file));
        assertTrue(e.getMessage().contains("encrypted RSA PRIVATE KEY"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"RSA,AAAA", "EC,AAAA", "EC,MAMCAQE=", "EC,MIIBAA==", "EC,MIT/////", "RSA,!!!!"})
    void aDamagedKeyIsNamedAsOne(String kind, String base64) throws IOException {
        Path file = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN " + kind + " PRIVATE KEY-----\n" + base64 + "\n-----END " + kind + " PRIVATE KEY-----\n");
        NetException e = assertThrows(NetException.class, () -> Pem.privateKey(file));
        assertTrue(e.getMessage().contains("damaged"), e.getMessage());
    }

    private Path openssl(String[] words, String into) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, "openssl");
        Path file = directory.resolve(into);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(file.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertEquals(0, process.waitFor(), command.toString());
        } catch (IOException e) {
            assumeTrue(false, "openssl is not installed");
        }
        return file;
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
