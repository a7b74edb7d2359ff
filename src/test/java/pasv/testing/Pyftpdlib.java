package pasv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** pyftpdlib 1.5, the pure Python server, run by Debian's own Python; its TLS is PyOpenSSL's. */
final class Pyftpdlib extends RealServer {
    private static final String PACKAGES = "usr/lib/python3/dist-packages";

    Pyftpdlib() {
        super("pyftpdlib");
    }

    @Override
    public Optional<String> missing() {
        if (Installed.find("usr/bin/python3").isEmpty()) {
            return Optional.of("/usr/bin/python3 is not installed");
        }
        if (Installed.find(PACKAGES + "/pyftpdlib").isEmpty()) {
            return Optional.of("pyftpdlib is not unpacked or installed (.ci/run unpacks it)");
        }
        return certificate().isEmpty() || Installed.find(PACKAGES + "/OpenSSL").isPresent()
                ? Optional.empty()
                : Optional.of("PyOpenSSL is not unpacked or installed (.ci/run unpacks it)");
    }

    @Override
    String owner() {
        return "nobody";
    }

    @Override
    Map<String, String> environment() {
        return Map.of(
                "LD_LIBRARY_PATH",
                Installed.libraries(),
                "PYTHONPATH",
                Installed.need(PACKAGES + "/pyftpdlib").getParent().toString(),
                "PYTHONDONTWRITEBYTECODE",
                "1");
    }

    @Override
    List<String> prepare() throws IOException {
        List<String> program = new ArrayList<>("""
                from pyftpdlib.authorizers import DummyAuthorizer
                from pyftpdlib.handlers import %s as handler
                from pyftpdlib.servers import FTPServer
                handler.authorizer = DummyAuthorizer()
                handler.timeout = 120
                handler.dtp_handler.timeout = 60
                """.formatted(
                certificate().isPresent() ? "TLS_FTPHandler" : "FTPHandler").lines().toList());
        certificate().ifPresent(own -> program.add("handler.certfile = handler.keyfile = r'%s'".formatted(own.pem())));
        for (String user : USERS) {
            program.add("handler.authorizer.add_user('%s', '%s', r'%s', perm='elradfmwMT')"
                    .formatted(user, PASSWORD, home(user)));
        }
        if (ranged()) {
            program.add("handler.passive_ports = range(%d, %d)".formatted(firstPassive(), lastPassive() + 1));
        }
        program.addAll(options());
        program.add("FTPServer(('%s', %d), handler).serve_forever()"
                .formatted(address().getHostAddress(), port()));
        Path file = Files.write(work().resolve("server.py"), program);
        // -W: asyncore is deprecated since Python 3.6 and says so on every start
        return List.of(Installed.need("usr/bin/python3").toString(), "-W", "ignore", file.toString());
    }
}
