package pasv.net;

import java.time.Duration;
import java.util.Hashtable;
import java.util.Locale;
import javax.naming.CommunicationException;
import javax.naming.ConfigurationException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/**
 * The name servers of this machine, asked why a name leads nowhere. Java says "unknown host" where the name does not
 * exist (NXDOMAIN), where the name server fails (SERVFAIL), and where none answers; only the first is the name's fault.
 */
final class NameServers {
    private static final Duration MOST = Duration.ofSeconds(3);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Duration limit;

    /** @param left how long the answer may take; at least one second and at most three are taken */
    NameServers(Duration left) {
        Duration most = left.compareTo(MOST) < 0 ? left : MOST;
        this.limit = most.compareTo(LEAST) < 0 ? LEAST : most;
    }

    /** Why the system's resolver found nothing. */
    NetException why(String host, Exception cause) {
        NetException unknown =
                new NetException(NetException.Kind.NAME_UNKNOWN, "no such host: " + host, Duration.ZERO, cause);
        if (host.toLowerCase(Locale.ROOT).endsWith(".invalid")) {
            return unknown; // by RFC 6761 there is none, whoever is asked
        }
        try {
            ask(host);
            return unknown; // it exists, and has no address
        } catch (NameNotFoundException | ConfigurationException e) {
            return unknown;
        } catch (CommunicationException e) {
            return new NetException(
                    NetException.Kind.NAME_SILENT, "no name server answered for " + host, Duration.ZERO, e);
        } catch (NamingException e) {
            return new NetException(
                    NetException.Kind.NAME_SERVER_FAILED,
                    "the name server could not tell the address of " + host + " (" + said(e) + ")",
                    Duration.ZERO,
                    e);
        }
    }

    private void ask(String host) throws NamingException {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        settings.put("java.naming.provider.url", "dns:");
        settings.put("com.sun.jndi.dns.timeout.initial", Long.toString(limit.toMillis()));
        settings.put("com.sun.jndi.dns.timeout.retries", "1");
        InitialDirContext servers = new InitialDirContext(settings);
        try {
            servers.getAttributes(host, new String[] {"A", "AAAA"});
        } finally {
            servers.close();
        }
    }

    private static String said(NamingException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("code 2") ? "SERVFAIL" : message.contains("code 5") ? "REFUSED" : message;
    }
}
