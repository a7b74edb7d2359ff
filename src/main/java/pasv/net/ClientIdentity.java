package pasv.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The client's certificate and key. A certificate with its chain, and its key; shown only when the server asks (RFC
 * 4217 §2).
 *
 * @param key the private key
 * @param chain our certificate first
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    /** Reads both from PEM files, which may be the same one. */
    public static ClientIdentity read(Path certificates, Path key) throws IOException {
        ClientIdentity identity = new ClientIdentity(Pem.privateKey(key), Pem.certificates(certificates));
        if (!identity.fits()) {
            throw new NetException(
                    NetException.Kind.UNUSABLE_FILE,
                    "the key in " + key + " belongs to another certificate than the first one in " + certificates);
        }
        return identity;
    }

    /** Whether what the key signs, the certificate verifies. */
    private boolean fits() {
        byte[] words = "pasv".getBytes(StandardCharsets.US_ASCII);
        String kind = key.getAlgorithm();
        String algorithm = kind.equals("RSA") ? "SHA256withRSA" : kind.equals("EC") ? "SHA256withECDSA" : kind;
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(words);
            byte[] signature = signing.sign();
            signing.initVerify(chain.get(0).getPublicKey());
            signing.update(words);
            return signing.verify(signature);
        } catch (NoSuchAlgorithmException e) {
            return true; // a kind that cannot be tried here is for the server to judge
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whom the certificate names; never the key. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}
