package pasv.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy as people run it, started as a child process on loopback: dante, tinyproxy, squid or microsocks. Told to let one
 * port alone through, it refuses all others, as proxies that were made for the web do.
 */
public final class RealProxy implements AutoCloseable {
    public static final String USER = "joe";

    private final String name;
    private final String host;
    private final Path work;
    private final PortBlock block;
    private final int port;
    private ServerProcess process;

    private RealProxy(String name, String host, Path work, PortBlock block) {
        this.name = name;
        this.host = host;
        this.work = work;
        this.block = block;
        this.port = block.first();
    }

    /** Whether all of a proxy that is needed is there. */
    public static boolean isThere(String name) {
        return Installed.find(program(name)).isPresent();
    }

    private static String program(String name) {
        return switch (name) {
            case "dante" -> "usr/sbin/danted";
            case "squid" -> "usr/sbin/squid";
            default -> "usr/bin/" + name;
        };
    }

    /**
     * Starts one.
     *
     * @param host the loopback address that it listens on
     * @param login whether it wants {@link #USER} with {@link Program#CANARY}; microsocks and tinyproxy can
     * @param only the one port that it lets through; empty for all
     */
    public static RealProxy start(String name, String host, boolean login, Optional<Integer> only) throws IOException {
        Path work = Files.createTempDirectory("pasv-" + name);
        work.toFile().setReadable(true, false);
        work.toFile().setExecutable(true, false);
        work.toFile().setWritable(true, false);
        RealProxy proxy = new RealProxy(name, host, work, PortBlock.take(InetAddress.getByName(host)));
        proxy.start(login, only);
        return proxy;
    }

    private void start(boolean login, Optional<Integer> only) throws IOException {
        String program = Installed.need(program(name)).toString();
        Path conf = work.resolve("conf");
        List<String> command = switch (name) {
            case "microsocks" ->
                login
                        ? List.of(program, "-i", host, "-p", "" + port, "-u", USER, "-P", Program.CANARY)
                        : List.of(program, "-i", host, "-p", "" + port);
            case "tinyproxy" -> {
                Files.writeString(conf, tinyproxy(login, only));
                yield List.of(program, "-d", "-c", conf.toString());
            }
            case "squid" -> {
                Files.writeString(conf, squid(only));
                yield List.of(program, "-N", "-f", conf.toString());
            }
            default -> {
                Files.writeString(conf, dante(only));
                yield List.of(program, "-f", conf.toString());
            }
        };
        process = ServerProcess.start(name, command, Map.of("LD_LIBRARY_PATH", Installed.libraries()), work);
        process.await(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String tinyproxy(boolean login, Optional<Integer> only) {
        return "Port " + port + "\nListen " + host + "\nTimeout 60\nMaxClients 100\n"
                + (login ? "BasicAuth " + USER + " " + Program.CANARY + "\n" : "")
                + only.map(one -> "ConnectPort " + one + "\n").orElse("");
    }

    private String squid(Optional<Integer> only) {
        Path share = Installed.need("usr/share/squid");
        return "http_port " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "\n"
                + only.map(one -> "acl one port " + one + "\nhttp_access allow CONNECT one\nhttp_access deny all\n")
                        .orElse("http_access allow all\n")
                + "cache deny all\naccess_log none\ncache_log " + work.resolve("cache.log") + "\npid_filename none\n"
                + "coredump_dir " + work
                + "\nshutdown_lifetime 1 seconds\nunlinkd_program /bin/true\npinger_enable off\n"
                + "netdb_filename none\nvisible_hostname proxy\n"
                + "mime_table " + Installed.need("etc/squid") + "/../../usr/share/squid/mime.conf\n"
                + "error_directory " + share + "/errors/templates\nicon_directory " + share + "/icons\n";
    }

    private String dante(Optional<Integer> only) {
        String through = only.map(one -> " port = " + one).orElse("");
        return "logoutput: stderr\ninternal: " + host + " port = " + port + "\nexternal: lo\n"
                + "clientmethod: none\nsocksmethod: none\nuser.privileged: root\nuser.unprivileged: nobody\n"
                + "client pass { from: 0/0 to: 0/0 }\n"
                + "socks pass { from: 0/0 to: 0/0" + through + " command: connect }\n";
    }

    /** Where it listens, without a scheme. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Ends it with all its connections, at once. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.kill();
        block.close();
    }
}
