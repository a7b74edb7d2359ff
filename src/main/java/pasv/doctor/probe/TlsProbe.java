package pasv.doctor.probe;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.ftp.login.ServerCertificate;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.CertificateFacts;
import pasv.net.TlsFacts;
import pasv.net.TlsRung;

/** The probe of TLS on the control connection: protocol, cipher, chain. */
public final class TlsProbe implements Probe {
    private static final Duration SOON = Duration.ofDays(14);
    private static final String NEWEST = "TLSv1.3";

    @Override
    public String id() {
        return "tls";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Optional<Finding> stopped = Opening.TLS.finding(examination);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Optional<TlsFacts> facts = examination
                .transcript()
                .first(WireEvent.Secured.class)
                .filter(secured -> !secured.data())
                .map(WireEvent.Secured::facts);
        boolean clear = examination.options().security().mode() == TlsMode.OFF;
        return facts.map(f -> described(f, examination))
                .orElseGet(() -> Finding.skip(
                        id(),
                        clear
                                ? "the URL says plain FTP: password and files travel in clear"
                                : "no handshake was come to"));
    }

    private Finding described(TlsFacts facts, Examination examination) {
        String agreed = facts.protocol() + ", " + facts.cipher();
        List<CertificateFacts> chain =
                facts.chain().stream().map(CertificateFacts::of).toList();
        List<String> evidence = new ArrayList<>();
        evidence.add(versions(facts.protocol(), examination));
        chain.forEach(certificate -> evidence.add(shown(certificate)));
        String[] all = evidence.toArray(String[]::new);
        if (chain.isEmpty()) {
            return Finding.ok(id(), agreed, all);
        }
        CertificateFacts own = chain.get(0);
        String what = agreed + "; certificate for " + String.join(", ", own.names()) + " until " + day(own.notAfter());
        List<String> troubles = own.troubles(examination.options().server().host(), Instant.now());
        if (!troubles.isEmpty()) {
            // --insecure or a pin let it pass
            return Finding.warn(id(), what + "; other clients object: it " + String.join(" and ", troubles), all);
        }
        boolean ends = Instant.now().plus(SOON).isAfter(own.notAfter());
        return ends ? Finding.warn(id(), what + ", which is within two weeks", all) : Finding.ok(id(), what, all);
    }

    private static String shown(CertificateFacts certificate) {
        String by = certificate.selfSigned() ? "signed by itself" : "issued by " + certificate.issuer();
        return certificate.subject() + ", " + by + ", " + day(certificate.notBefore()) + " to "
                + day(certificate.notAfter()) + ", sha256:" + certificate.sha256();
    }

    private static LocalDate day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The session shows its own version; whether 1.2 is taken too is asked on a connection that ends before login. */
    private static String versions(String agreed, Examination examination) {
        FtpOptions options = examination.options();
        if (!agreed.equals(NEWEST)) {
            boolean offered =
                    options.habits().tls().rung().orElse(options.security().newest()) == TlsRung.NEWEST;
            return "versions: " + agreed + (offered ? "; " + NEWEST + " was offered and not taken" : " alone offered");
        }
        try {
            ServerCertificate.of(
                    older(options),
                    WireListener.NONE,
                    examination.within(examination.limits().eighths(3)));
            return "versions: " + NEWEST + " and TLSv1.2";
        } catch (FtpException e) {
            return e.failure() == Failure.TLS_FAILED
                    ? "versions: " + NEWEST + "; TLSv1.2 is refused"
                    : "versions: " + NEWEST + "; TLSv1.2 could not be asked for: " + e.getMessage();
        } catch (IOException e) {
            return "versions: " + NEWEST + "; TLSv1.2 could not be asked for: " + e.getMessage();
        }
    }

    private static FtpOptions older(FtpOptions options) {
        return options.withSecurity(options.security()
                        .withTrust(options.security().trust().withoutCheck())
                        .withNewest(TlsRung.TLS_1_2))
                .withHabits(new ServerHabits());
    }
}
