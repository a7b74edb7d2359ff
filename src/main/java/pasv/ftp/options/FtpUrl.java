package pasv.ftp.options;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.TransferType;
import pasv.listing.entry.Numbers;
import pasv.net.Endpoint;

/**
 * An FTP URL. {@code ftp://user:password@host:port/path;type=i} (RFC 1738 §3.2, RFC 3986), with {@code ftpes} for
 * explicit and {@code ftps} for implicit TLS, or a bare {@code host[:port][/path]}. A path is relative to the login
 * directory; {@code //path} and {@code /%2Fpath} are absolute.
 *
 * @param server host and port
 * @param user decoded
 * @param password decoded; never printed
 * @param path decoded, empty for the login directory
 * @param type how the bytes are to be sent
 * @param tls when TLS begins, by the scheme
 */
public record FtpUrl(
        Endpoint server,
        Optional<String> user,
        Optional<String> password,
        RemotePath path,
        TransferType type,
        TlsMode tls) {
    private static final int LONGEST_NAME = 253;
    private static final int MOST_DIGITS = 5;
    private static final String SCHEME_END = "://";
    private static final String TYPE = ";type=";

    /**
     * Reads a URL.
     *
     * @throws FtpException USAGE that says what is wrong; it never repeats a password
     */
    public static FtpUrl parse(String text) throws FtpException {
        int schemeEnd = text.indexOf(SCHEME_END);
        String scheme = schemeEnd < 0 ? "ftp" : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        TlsMode tls = TlsMode.ofScheme(scheme)
                .orElseThrow(() ->
                        usage("only ftp://, ftpes:// and ftps:// URLs are understood, not " + safe(scheme) + "://"));
        String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + SCHEME_END.length());
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        Endpoint server = server(at < 0 ? authority : authority.substring(at + 1), tls.port());
        Optional<String> user = Optional.empty();
        Optional<String> password = Optional.empty();
        if (at >= 0) {
            String info = authority.substring(0, at);
            int colon = info.indexOf(':');
            user = Optional.of(decodedText(colon < 0 ? info : info.substring(0, colon), "user name"));
            password = colon < 0 ? Optional.empty() : Optional.of(decodedText(info.substring(colon + 1), "password"));
        }
        TransferType type = TransferType.IMAGE;
        int typeAt = typeAt(path);
        if (typeAt >= 0) {
            type = TransferType.ofUrl(path.substring(typeAt + TYPE.length()))
                    .orElseThrow(() -> usage(";type= is one of i, a, d"));
            path = path.substring(0, typeAt);
        }
        return new FtpUrl(
                server,
                user.isPresent() && user.get().isEmpty() ? Optional.empty() : user,
                password,
                RemotePath.of(decoded(path, "path")),
                type,
                tls);
    }

    /** Where {@code ;type=} begins in the path of a URL; below 0 where it is not there. */
    public static int typeAt(String path) {
        int at = path.length() - TYPE.length();
        // not in lower case: there some letters are two
        while (at >= 0 && !path.regionMatches(true, at, TYPE, 0, TYPE.length())) {
            at--;
        }
        return at;
    }

    private static Endpoint server(String hostPort, int usual) throws FtpException {
        String host = hostPort;
        String port = "";
        if (hostPort.startsWith("[")) {
            int close = hostPort.indexOf(']');
            if (close < 0) {
                throw usage("an IPv6 address wants a closing bracket: [::1]");
            }
            host = decodedText(hostPort.substring(1, close), "host");
            String after = hostPort.substring(close + 1);
            if (!after.isEmpty() && !after.startsWith(":")) {
                throw usage("after the closing bracket only :port may stand");
            }
            port = after.isEmpty() ? "" : after.substring(1);
        } else if (hostPort.indexOf(':') >= 0) {
            host = hostPort.substring(0, hostPort.indexOf(':'));
            port = hostPort.substring(hostPort.indexOf(':') + 1);
            if (port.indexOf(':') >= 0) {
                throw usage("an IPv6 address stands in brackets: ftp://[::1]/");
            }
        }
        if (host.isEmpty()) {
            throw usage("the URL names no host");
        }
        if (!hostPort.startsWith("[") && !isHostName(host)) {
            throw usage("not a host name: " + safe(host));
        }
        return new Endpoint(host, port.isEmpty() ? usual : port(port));
    }

    // a loop where a pattern of the same meaning would cost every start three milliseconds
    private static boolean isHostName(String host) {
        for (int at = 0; at < host.length(); at += Character.charCount(host.codePointAt(at))) {
            int sign = host.codePointAt(at);
            if (!Character.isLetterOrDigit(sign) && "._-".indexOf(sign) < 0) {
                return false;
            }
        }
        return host.length() <= LONGEST_NAME;
    }

    private static int port(String digits) throws FtpException {
        if (!Numbers.areDigits(digits)
                || digits.length() > MOST_DIGITS
                || Integer.parseInt(digits) < 1
                || Integer.parseInt(digits) > Endpoint.MAX_PORT) {
            // what is no number may be a piece of a password with a slash
            throw usage("a port is a number from 1 to 65535"
                    + (Numbers.areDigits(digits) ? ", not " + digits : "; a / in a password is written %2F"));
        }
        return Integer.parseInt(digits);
    }

    private static String decodedText(String text, String what) throws FtpException {
        return new String(decoded(text, what), StandardCharsets.UTF_8);
    }

    /** Percent-decodes once; refuses what no FTP command can carry. */
    private static byte[] decoded(String text, String what) throws FtpException {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int b = in[i] & 0xFF;
            if (b == '%') {
                int high = i + 2 < in.length ? Character.digit((char) in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit((char) in[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw usage("a % in the " + what + " of a URL is followed by two hex digits; a literal one is %25");
                }
                b = high * 16 + low;
                i += 2;
            }
            if (b == '\r' || b == '\n' || b == 0) {
                throw usage("the " + what + " of the URL must not hold CR, LF or NUL");
            }
            out.write(b);
        }
        return out.toByteArray();
    }

    private static String safe(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static FtpException usage(String message) {
        return new FtpException(Failure.USAGE, message, Circumstances.in(Phase.COMMAND));
    }

    /** The URL without a password, for people and logs. */
    @Override
    public String toString() {
        String at = user.map(name -> encoded(name.getBytes(StandardCharsets.UTF_8), false) + "@")
                .orElse("");
        return authority(tls, at, server) + encoded(path.bytes(), true) + (type == TransferType.ASCII ? ";type=a" : "");
    }

    /** A text in which URLs may stand, well-formed or not, without their passwords. */
    public static String withoutPassword(String text) {
        return text.replaceAll("((?:^|[\\s'\"]|://)[^\\s/:@'\"]*):\\S*@", "$1@");
    }

    /** The URL of a server's login directory. */
    public static String base(TlsMode tls, Endpoint server) {
        return authority(tls, "", server);
    }

    private static String authority(TlsMode tls, String at, Endpoint server) {
        String host = server.host().indexOf(':') < 0 ? server.host() : "[" + server.host() + "]";
        String port = server.port() == tls.port() ? "" : ":" + server.port();
        return tls.scheme() + "://" + at + host + port + "/";
    }

    /** The same place, reached in another way; a port that is the scheme's own changes with it. */
    public FtpUrl withTls(TlsMode value) {
        int port = server.port() == tls.port() ? value.port() : server.port();
        return new FtpUrl(new Endpoint(server.host(), port), user, password, path, type, value);
    }

    /** Another server, or another port of it. */
    public FtpUrl withServer(Endpoint other) {
        return new FtpUrl(other, user, password, path, type, tls);
    }

    /** The same place as another user, whose password the URL does not know. */
    public FtpUrl withUser(String other) {
        return new FtpUrl(server, Optional.of(other), Optional.empty(), path, type, tls);
    }

    public FtpUrl withType(TransferType other) {
        return new FtpUrl(server, user, password, path, other, tls);
    }

    /** Another place on the same server. */
    public FtpUrl withPath(RemotePath other) {
        return new FtpUrl(server, user, password, other, type, tls);
    }

    private static String encoded(byte[] bytes, boolean slashes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~!$&'()+,=:".indexOf(c) >= 0);
            if (plain || (slashes && c == '/')) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
