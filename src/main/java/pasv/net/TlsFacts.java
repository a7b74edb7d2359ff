package pasv.net;

/**
 * What was agreed on in a TLS handshake?
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the suite's IANA name
 * @param resumed whether the session of an earlier connection was taken up
 */
public record TlsFacts(String protocol, String cipher, boolean resumed) {}
