package pasv.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Pure-FTPd 1.0 with virtual users from a puredb; its options are arguments, and each user is locked in its home. */
final class PureFtpd extends RealServer {
    private static final long LIMIT_SECONDS = 30;

    PureFtpd() {
        super("pure-ftpd");
    }

    @Override
    public Optional<String> missing() {
        if (Installed.find("usr/sbin/pure-ftpd").isEmpty()
                || Installed.find("usr/bin/pure-pw").isEmpty()) {
            return Optional.of("Pure-FTPd is not unpacked or installed (.ci/run unpacks it)");
        }
        return Homes.root() ? Optional.empty() : Optional.of("Pure-FTPd needs root to change to its users");
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
        Path database = work().resolve("users.pdb");
        compileUsers(database);
        List<String> command = new ArrayList<>(List.of(
                Installed.need("usr/sbin/pure-ftpd").toString(),
                "--bind=" + address().getHostAddress() + "," + port(),
                "--login=puredb:" + database,
                "--pidfile=" + work().resolve("pid"),
                "--noanonymous",
                "--dontresolve",
                "--maxclientsnumber=100",
                "--maxclientsperip=100",
                "--maxidletime=2"));
        if (ranged()) {
            command.add("--passiveportrange=" + firstPassive() + ":" + lastPassive());
        }
        certificate().ifPresent(certificate -> command.addAll(List.of("--tls=1", "--certfile=" + certificate.pem())));
        command.addAll(options());
        return command;
    }

    /** Writes the text form and compiles it; pure-pw's own useradd would hash each password for seconds. */
    private void compileUsers(Path database) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String user : USERS) {
            Object uid = Files.getAttribute(home(user), "unix:uid");
            lines.add(user + ":" + CRYPTED_PASSWORD + ":" + uid + ":65534::" + home(user) + "/./::::::::::::");
        }
        Path text = Files.write(work().resolve("users"), lines);
        ProcessBuilder builder = new ProcessBuilder(
                        Installed.need("usr/bin/pure-pw").toString(),
                        "mkdb",
                        database.toString(),
                        "-f",
                        text.toString())
                .redirectErrorStream(true)
                .redirectOutput(work().resolve("pure-pw.log").toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("pure-pw mkdb failed\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
