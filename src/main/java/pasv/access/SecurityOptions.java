package pasv.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.Security;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.net.ClientIdentity;
import pasv.net.NetException;
import pasv.net.Pem;
import pasv.net.Pin;
import pasv.net.TlsRung;
import pasv.net.Trust;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The TLS options, the same on every verb: how a session is to be protected. */
final class SecurityOptions {
    /** How {@code --tls} is written. */
    enum Tls {
        explicit,
        implicit,
        off
    }

    private final Options.Given<Tls> tls;
    private final Options.Given<Boolean> required;
    private final Options.Given<Path> authorities;
    private final Options.Given<Pin> pin;
    private final Options.Given<Path> certificate;
    private final Options.Given<Path> key;
    private final Options.Given<Boolean> insecure;
    private final Options.Given<String> newest;

    SecurityOptions(Options options) {
        tls = options.value(
                "--tls",
                "explicit|implicit|off",
                Tls.class,
                "TLS after AUTH TLS (as ftpes://), from the first byte (as ftps://), or none");
        required = options.flag("--require-tls", "refuse to speak in clear");
        authorities = options.value(
                "--cacert", "FILE", Path.class, "trust the authorities in FILE (PEM) in place of the installed ones");
        pin = options.value("--pin", "sha256:HEX", new PinReader(), "accept this very certificate and no other");
        certificate = options.value(
                "--cert", "FILE", Path.class, "show this certificate (PEM) to a server that asks for one");
        key = options.value(
                "--key", "FILE", Path.class, "its private key (PEM, not encrypted); default: the file of --cert");
        insecure = options.flag("--insecure", "accept any certificate, in this run only");
        newest = options.text("--tls-max", "1.2|1.3", "the newest TLS version to use (default: 1.3)")
                .or("1.3");
    }

    void check() {
        if (insecure.value() && (pin.get().isPresent() || authorities.get().isPresent())) {
            throw new UsageException("--insecure accepts any certificate: leave out --pin and --cacert, or itself");
        }
        if (pin.get().isPresent() && authorities.get().isPresent()) {
            throw new UsageException("--pin and --cacert exclude each other: a pin names the certificate itself");
        }
        if (key.get().isPresent() && certificate.get().isEmpty()) {
            throw new UsageException("--key belongs to --cert");
        }
        if (!newest.value().equals("1.2") && !newest.value().equals("1.3")) {
            throw new UsageException("--tls-max is 1.2 or 1.3");
        }
    }

    /** The URL with the mode that the options ask for. */
    FtpUrl applied(FtpUrl url) {
        if (tls.get().isEmpty()) {
            return url;
        }
        TlsMode mode = switch (tls.value()) {
            case explicit -> TlsMode.EXPLICIT;
            case implicit -> TlsMode.IMPLICIT;
            case off -> TlsMode.OFF;
        };
        if (url.tls() != TlsMode.OFF && url.tls() != mode) {
            throw new UsageException(
                    "--tls " + tls.value() + " contradicts " + url.tls().scheme() + "://");
        }
        return url.withTls(mode);
    }

    /**
     * How to protect a session.
     *
     * @param remembered the certificate that the user accepted for this server earlier
     */
    Security of(FtpUrl url, Optional<Pin> remembered) throws FtpException {
        Security security = Security.of(url.tls()).withTrust(trust(remembered));
        if (newest.value().equals("1.2")) {
            security = security.withNewest(TlsRung.TLS_1_2);
        }
        if (certificate.get().isPresent()) {
            Path shown = certificate.value();
            Path itsKey = key.get().orElse(shown);
            security = security.withIdentity(read(() -> ClientIdentity.read(shown, itsKey)));
        }
        return required.value() ? security.demanding() : security;
    }

    private Trust trust(Optional<Pin> remembered) throws FtpException {
        if (insecure.value()) {
            return Trust.SYSTEM.withoutCheck();
        }
        if (pin.get().isPresent()) {
            return Trust.SYSTEM.withPin(pin.value());
        }
        if (authorities.get().isPresent()) {
            Path file = authorities.value();
            return Trust.SYSTEM.withAuthorities(read(() -> Pem.certificates(file)));
        }
        return remembered.map(Trust.SYSTEM::withPin).orElse(Trust.SYSTEM);
    }

    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    static <T> T read(Reading<T> reading) throws FtpException {
        try {
            return reading.read();
        } catch (NetException e) {
            throw new FtpException(Failure.USAGE, e.getMessage(), Circumstances.in(Phase.LOCAL), e);
        } catch (IOException e) {
            throw new FtpException(
                    Failure.LOCAL_FILE, "cannot read " + e.getMessage(), Circumstances.in(Phase.LOCAL), e);
        }
    }

    /** Reads a pin, with or without colons. */
    static final class PinReader implements ITypeConverter<Pin> {
        @Override
        public Pin convert(String text) {
            return Pin.parse(text, Pin.Origin.GIVEN)
                    .orElseThrow(() -> new TypeConversionException("'" + text
                            + "' is no pin: sha256: and 64 hex digits, as from openssl x509 -fingerprint -sha256"));
        }
    }
}
