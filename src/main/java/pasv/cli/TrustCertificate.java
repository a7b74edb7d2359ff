package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.ftp.login.ServerCertificate;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.WireListener;
import pasv.home.Places;
import pasv.home.TrustedCertificates;
import pasv.net.CertificateFacts;
import pasv.net.Endpoint;
import pasv.net.Pin;
import pasv.net.Trust;
import pasv.ui.CertificateReport;
import pasv.ui.JsonLines;
import pasv.ui.Prompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv trust}: shows the certificate of a server, and keeps it as the one to accept. */
@Command(
        name = "trust",
        description =
                "Show the certificate of a server and, once you say yes, accept this very one from now on. Nobody logs in.",
        footer = {
            "",
            "Compare the SHA-256 with the server's own before you rely on it:",
            "  openssl x509 -in CERTIFICATE.pem -noout -fingerprint -sha256",
            "",
            "Examples:",
            "  pasv trust ftpes://10.0.0.11/",
            "  pasv trust --show ftps://10.0.0.11/"
        })
final class TrustCertificate extends Verb {
    @Parameters(paramLabel = "URL", description = "the server: ftpes://host[:port]/ or ftps://host[:port]/")
    String source = "";

    @Option(names = "--show", description = "only show it")
    boolean show;

    @Option(
            names = {"-y", "--yes"},
            description = "ask nothing; nothing is asked either where there is no terminal")
    boolean yes;

    @Override
    int run(Session session) throws IOException {
        Remote remote = session.locate(source);
        FtpUrl url = remote.url().tls() == TlsMode.OFF ? remote.url().withTls(TlsMode.EXPLICIT) : remote.url();
        FtpOptions options = remote.clients().options();
        Trust any = Trust.SYSTEM.withoutCheck();
        CertificateFacts facts = ServerCertificate.of(
                options.withSecurity(options.security().withMode(url.tls()).withTrust(any)),
                WireListener.NONE,
                session.cancellation());
        Pin pin = new Pin(facts.sha256(), Pin.Origin.REMEMBERED);
        options.security()
                .trust()
                .pin()
                .filter(given -> given.origin() == Pin.Origin.GIVEN)
                .ifPresent(given -> {
                    if (!given.sha256().equals(facts.sha256())) {
                        throw new UsageException("the server shows " + pin + ", not the pin that was given");
                    }
                });
        Path file = Places.of(System.getenv()).trustedFile();
        TrustedCertificates trusted = new TrustedCertificates(file);
        Endpoint server = url.server();
        Optional<Pin> before = trusted.of(server);
        CertificateReport report = new CertificateReport(session.console());
        if (session.json()) {
            report.json(new JsonLines(session.console()), server, facts, !show);
        } else {
            report.text(server, facts, before);
        }
        if (show) {
            return ExitCode.OK;
        }
        boolean known = before.equals(Optional.of(pin));
        if (!known
                && !yes
                && !Prompt.yes("accept this certificate of " + server + " from now on?")
                        .orElse(true)) {
            session.console().say("pasv: nothing was kept");
            return ExitCode.OK;
        }
        trusted.accept(server, pin);
        if (!session.json()) {
            session.console()
                    .say(
                            known
                                    ? "pasv: this certificate is trusted already"
                                    : "pasv: this certificate of " + server + " is trusted from now on (kept in " + file
                                            + ")");
        }
        return ExitCode.OK;
    }
}
