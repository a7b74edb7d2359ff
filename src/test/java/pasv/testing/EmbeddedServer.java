package pasv.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.TransferRatePermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/**
 * Apache FtpServer inside the test's own JVM, on loopback: a whole server that needs nothing installed.
 *
 * <pre>{@code
 * try (EmbeddedServer server = EmbeddedServer.over(homes).user("a", "1234").start()) {
 *     TestFiles.write(server.home("a").resolve("a.txt"), 4096, 1);
 *     … server.url("a", "a.txt") …
 * }
 * }</pre>
 *
 * <p>It knows REST, SIZE, MDTM, MLSD, EPSV and AUTH TLS. Each user sees its home as {@code /}.
 */
public final class EmbeddedServer implements AutoCloseable {
    private final Path homes;
    private final List<BaseUser> users = new ArrayList<>();
    private final DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
    private final ListenerFactory listener = new ListenerFactory();
    private final ConnectionConfigFactory connections = new ConnectionConfigFactory();
    private int bytesPerSecond;
    private FtpServer server;
    private Listener listening;

    private EmbeddedServer(Path homes) {
        this.homes = homes;
        listener.setServerAddress("127.0.0.1");
        listener.setPort(0);
        data.setActiveEnabled(false);
        connections.setMaxLogins(100);
        connections.setMaxThreads(100);
        connections.setMaxLoginFailures(3);
        connections.setLoginFailureDelay(0);
        connections.setAnonymousLoginEnabled(false);
    }

    /** A server whose users live in directories of their names under this one. */
    public static EmbeddedServer over(Path homes) {
        // read when its loggers are made; a line for each connection is no news in a test's output
        System.setProperty("org.slf4j.simpleLogger.log.org.apache", "error");
        return new EmbeddedServer(homes);
    }

    /** One more user, with an empty home if it has none yet. */
    public EmbeddedServer user(String name, String password) throws IOException {
        BaseUser user = new BaseUser();
        user.setName(name);
        user.setPassword(password);
        user.setHomeDirectory(Files.createDirectories(home(name)).toString());
        users.add(user);
        return this;
    }

    /** Lets everyone in as {@code anonymous}. */
    public EmbeddedServer anonymous() throws IOException {
        connections.setAnonymousLoginEnabled(true);
        return user("anonymous", "");
    }

    /** The passive ports, both ends included; one that is in use is passed over. */
    public EmbeddedServer range(int first, int last) {
        data.setPassivePorts(first + "-" + last);
        return this;
    }

    /** Listens there, say on {@code ::1}, instead of 127.0.0.1. */
    public EmbeddedServer on(String loopback) {
        listener.setServerAddress(loopback);
        return this;
    }

    /** Limits every transfer, as a slow disk or line would. */
    public EmbeddedServer slow(int rate) {
        bytesPerSecond = rate;
        return this;
    }

    /** Ends a session that was idle for that long. */
    public EmbeddedServer idle(int seconds) {
        listener.setIdleTimeout(seconds);
        return this;
    }

    /** Offers AUTH TLS with that certificate; clear text stays allowed. */
    public EmbeddedServer tls(TestCertificate certificate) {
        SslConfigurationFactory ssl = new SslConfigurationFactory();
        ssl.setKeystoreFile(certificate.keyStore().toFile());
        ssl.setKeystoreType("PKCS12");
        ssl.setKeystorePassword(TestCertificate.PASSWORD);
        ssl.setSslProtocol("TLSv1.2", "TLSv1.3");
        SslConfiguration configuration = ssl.createSslConfiguration();
        listener.setSslConfiguration(configuration);
        data.setSslConfiguration(configuration);
        return this;
    }

    /** Begins to listen, on a free port. */
    public EmbeddedServer start() throws IOException {
        listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        FtpServerFactory factory = new FtpServerFactory();
        listening = listener.createListener();
        factory.addListener("default", listening);
        factory.setConnectionConfig(connections.createConnectionConfig());
        try {
            for (BaseUser user : users) {
                user.setAuthorities(List.of(
                        new WritePermission(),
                        new ConcurrentLoginPermission(0, 0),
                        new TransferRatePermission(bytesPerSecond, bytesPerSecond)));
                factory.getUserManager().save(user);
            }
            server = factory.createServer();
            server.start();
        } catch (FtpException e) {
            throw new IOException("the embedded server did not start", e);
        }
        return this;
    }

    /** The directory that this user sees as {@code /}. */
    public Path home(String user) {
        return homes.resolve(user);
    }

    public InetAddress address() throws IOException {
        return InetAddress.getByName(listening.getServerAddress());
    }

    public int port() {
        return listening.getPort();
    }

    /** {@code ftp://USER@127.0.0.1:PORT/PATH}. */
    public String url(String user, String path) throws IOException {
        return Homes.url(user, address(), port(), path);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }
}
