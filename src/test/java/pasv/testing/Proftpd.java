package pasv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ProFTPD 1.3 with users from a file of its own, as root or as whoever runs the tests. */
final class Proftpd extends RealServer {
    Proftpd() {
        super("proftpd");
    }

    @Override
    public Optional<String> missing() {
        return Installed.find("usr/sbin/proftpd").isPresent()
                ? Optional.empty()
                : Optional.of("ProFTPD is not unpacked or installed (.ci/run unpacks it)");
    }

    @Override
    String owner() {
        return "nobody";
    }

    @Override
    Map<String, String> environment() {
        return Map.of("LD_LIBRARY_PATH", Installed.libraries());
    }

    @Override
    List<String> prepare() throws IOException {
        List<String> config = new ArrayList<>("""
                ServerType standalone
                ServerName pasv
                UseReverseDNS off
                UseIPv6 on
                SocketBindTight on
                DelayEngine off
                WtmpLog off
                AuthPAM off
                AuthOrder mod_auth_file.c
                RequireValidShell off
                AllowOverwrite on
                AllowStoreRestart on
                AllowRetrieveRestart on
                TimeoutIdle 120
                TimeoutNoTransfer 120
                TimeoutStalled 60
                """.lines().toList());
        config.add("Port " + port());
        config.add("DefaultAddress " + address().getHostAddress());
        if (ranged()) {
            config.add("PassivePorts " + firstPassive() + " " + lastPassive());
        }
        config.add("User " + (Homes.root() ? "nobody" : System.getProperty("user.name")));
        config.add("PidFile " + work().resolve("pid"));
        config.add("ScoreboardFile " + work().resolve("scoreboard"));
        config.add("SystemLog " + work().resolve("proftpd.log"));
        config.add("TransferLog " + work().resolve("transfer.log"));
        config.add("AuthUserFile " + users());
        certificate().ifPresent(certificate -> {
            config.add(0, "ModulePath " + Installed.need("usr/lib/proftpd"));
            config.add(1, "LoadModule mod_tls.c");
            config.add("TLSEngine on");
            config.add("TLSRequired off");
            config.add("TLSVerifyClient off");
            config.add("TLSRSACertificateFile " + certificate.pem());
            config.add("TLSRSACertificateKeyFile " + certificate.pem());
        });
        for (String option : options()) {
            // of two lines ProFTPD obeys the first
            String directive = option.replaceFirst(" .*", " ");
            config.removeIf(line -> line.startsWith(directive));
            config.add(option);
        }
        Path file = Files.write(work().resolve("proftpd.conf"), config);
        return List.of(Installed.need("usr/sbin/proftpd").toString(), "-n", "-q", "-c", file.toString());
    }

    private Path users() throws IOException {
        Object uid = Files.getAttribute(home("a"), "unix:uid");
        Object gid = Files.getAttribute(home("a"), "unix:gid");
        List<String> lines = USERS.stream()
                .map(user -> String.join(
                        ":",
                        user,
                        CRYPTED_PASSWORD,
                        uid.toString(),
                        Homes.root() ? "65534" : gid.toString(),
                        "",
                        home(user).toString(),
                        "/bin/sh"))
                .toList();
        Path file = Files.write(work().resolve("users"), lines);
        // ProFTPD refuses a password file that others can read
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
