package pasv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * vsftpd 3.0 with the reference lab's settings.
 *
 * <p>It knows users through PAM alone and must be root. So that nobody's /etc/passwd is touched, its users are guests
 * that work as the system user ftp, and the PAM service {@code pasv-test} (made by {@code .ci/run}) knows their
 * passwords.
 */
final class Vsftpd extends RealServer {
    private static final Path PAM = Path.of("/etc/pam.d/pasv-test");

    Vsftpd() {
        super("vsftpd");
    }

    @Override
    public Optional<String> missing() {
        if (Installed.find("usr/sbin/vsftpd").isEmpty()) {
            return Optional.of("vsftpd is not installed (.ci/run installs it)");
        }
        if (!Homes.root()) {
            return Optional.of("vsftpd needs root for its users");
        }
        return Files.exists(PAM)
                ? Optional.empty()
                : Optional.of("vsftpd has no test users here: " + PAM + " is missing (.ci/run makes it)");
    }

    @Override
    String owner() {
        return "ftp";
    }

    @Override
    List<String> prepare() throws IOException {
        Path empty = Files.createDirectories(work().resolve("empty"));
        List<String> config = new ArrayList<>("""
                background=NO
                # its system call filter kills the session on kernels newer than itself
                seccomp_sandbox=NO
                anonymous_enable=NO
                local_enable=YES
                write_enable=YES
                guest_enable=YES
                guest_username=ftp
                virtual_use_local_privs=YES
                pam_service_name=pasv-test
                user_sub_token=$USER
                local_umask=022
                pasv_enable=YES
                idle_session_timeout=120
                data_connection_timeout=60
                xferlog_enable=YES
                log_ftp_protocol=YES
                """.lines().toList());
        config.add("listen=" + (ipv6() ? "NO" : "YES"));
        config.add("listen_ipv6=" + (ipv6() ? "YES" : "NO"));
        config.add((ipv6() ? "listen_address6=" : "listen_address=") + address().getHostAddress());
        config.add("listen_port=" + port());
        if (ranged()) {
            config.add("pasv_min_port=" + firstPassive());
            config.add("pasv_max_port=" + lastPassive());
        }
        config.add("local_root=" + homes().resolve("$USER"));
        config.add("secure_chroot_dir=" + empty);
        config.add("vsftpd_log_file=" + work().resolve("vsftpd.log"));
        certificate().ifPresent(certificate -> {
            config.add("ssl_enable=YES");
            config.add("ssl_ciphers=HIGH");
            config.add("require_ssl_reuse=YES");
            config.add("force_local_logins_ssl=NO");
            config.add("force_local_data_ssl=NO");
            config.add("rsa_cert_file=" + certificate.pem());
            config.add("rsa_private_key_file=" + certificate.pem());
        });
        config.addAll(options());
        Path file = Files.write(work().resolve("vsftpd.conf"), config);
        return List.of(Installed.need("usr/sbin/vsftpd").toString(), file.toString());
    }
}
