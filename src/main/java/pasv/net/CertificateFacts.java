package pasv.net;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The facts of a certificate. The facts by which a person decides whether to trust it.
 *
 * @param subject whom it names, as a distinguished name
 * @param issuer who signed it
 * @param names the host names and addresses that it is issued for
 * @param notBefore the first moment of its validity
 * @param notAfter the last one
 * @param selfSigned whether it vouches for itself
 * @param sha256 the hash of the whole certificate, 64 hex digits
 */
public record CertificateFacts(
        String subject,
        String issuer,
        List<String> names,
        Instant notBefore,
        Instant notAfter,
        boolean selfSigned,
        String sha256) {
    private static final int DNS = 2;
    private static final int IP = 7;

    /** The facts of a certificate. */
    public static CertificateFacts of(X509Certificate certificate) {
        return new CertificateFacts(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                namesOf(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                signsItself(certificate),
                hash(certificate));
    }

    private static String hash(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was decoded cannot be encoded", e);
        }
    }

    private static boolean signsItself(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static List<String> namesOf(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                int kind = (Integer) alternative.get(0);
                if (kind == DNS || kind == IP) {
                    names.add(String.valueOf(alternative.get(1)));
                }
            }
        } catch (CertificateParsingException e) {
            names.clear();
        }
        if (names.isEmpty()) {
            // Without a subject alternative name the common name counts, as it does for the JDK's own check.
            String subject = certificate.getSubjectX500Principal().getName();
            for (String part : subject.split(",", -1)) {
                if (part.strip().startsWith("CN=")) {
                    names.add(part.strip().substring("CN=".length()));
                }
            }
        }
        return List.copyOf(names);
    }

    /** Whether one of the names is this host's; for explanations, the decision is the JDK's. */
    boolean names(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        String wildcard = dot < 0 ? wanted : "*" + wanted.substring(dot);
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(wanted) || name.equals(wildcard));
    }

    /** What keeps it from being accepted for this host now, in words that follow "the certificate"; may be empty. */
    public List<String> troubles(String host, Instant now) {
        List<String> found = new ArrayList<>();
        if (now.isAfter(notAfter)) {
            found.add("expired on " + notAfter.atZone(ZoneOffset.UTC).toLocalDate());
        }
        if (now.isBefore(notBefore)) {
            found.add("is not valid before " + notBefore.atZone(ZoneOffset.UTC).toLocalDate());
        }
        if (!names(host)) {
            String issued = names.isEmpty() ? "no host" : String.join(", ", names);
            found.add("is issued for " + issued + ", not for " + host);
        }
        return found;
    }
}
