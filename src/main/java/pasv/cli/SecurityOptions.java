package pasv.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Circumstances;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;
import pasv.ftp.Phase;
import pasv.ftp.Security;
import pasv.ftp.TlsMode;
import pasv.net.ClientIdentity;
import pasv.net.NetException;
import pasv.net.Pem;
import pasv.net.Pin;
import pasv.net.TlsRung;
import pasv.net.Trust;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How is a session to be protected? The TLS options, the same on every verb. */
final class SecurityOptions {
    /** How {@code --tls} is written. */
    enum Tls {
        explicit,
        implicit,
        off
    }

    @Option(
            names = "--tls",
            paramLabel = "explicit|implicit|off",
            scope = INHERIT,
            description = "TLS after AUTH TLS (as ftpes://), from the first byte (as ftps://), or none")
    @Nullable
    Tls tls;

    @Option(names = "--require-tls", scope = INHERIT, description = "refuse to speak in clear")
    boolean required;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            scope = INHERIT,
            description = "trust the authorities in FILE (PEM) in place of the installed ones")
    @Nullable
    Path authorities;

    @Option(
            names = "--pin",
            paramLabel = "sha256:HEX",
            converter = PinReader.class,
            scope = INHERIT,
            description = "accept this very certificate and no other")
    @Nullable
    Pin pin;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            scope = INHERIT,
            description = "show this certificate (PEM) to a server that asks for one")
    @Nullable
    Path certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            scope = INHERIT,
            description = "its private key (PEM, not encrypted); default: the file of --cert")
    @Nullable
    Path key;

    @Option(names = "--insecure", scope = INHERIT, description = "accept any certificate, in this run only")
    boolean insecure;

    @Option(
            names = "--tls-max",
            paramLabel = "1.2|1.3",
            scope = INHERIT,
            description = "the newest TLS version to use (default: 1.3)")
    String newest = "1.3";

    void check() {
        if (insecure && (pin != null || authorities != null)) {
            throw new UsageException("--insecure accepts any certificate: leave out --pin and --cacert, or itself");
        }
        if (pin != null && authorities != null) {
            throw new UsageException("--pin and --cacert exclude each other: a pin names the certificate itself");
        }
        if (key != null && certificate == null) {
            throw new UsageException("--key belongs to --cert");
        }
        if (!newest.equals("1.2") && !newest.equals("1.3")) {
            throw new UsageException("--tls-max is 1.2 or 1.3");
        }
    }

    /** The URL with the mode that the options ask for. */
    FtpUrl applied(FtpUrl url) {
        if (tls == null) {
            return url;
        }
        TlsMode mode = switch (tls) {
            case explicit -> TlsMode.EXPLICIT;
            case implicit -> TlsMode.IMPLICIT;
            case off -> TlsMode.OFF;
        };
        if (url.tls() != TlsMode.OFF && url.tls() != mode) {
            throw new UsageException(
                    "--tls " + tls + " contradicts " + url.tls().scheme() + "://");
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
        if (newest.equals("1.2")) {
            security = security.withNewest(TlsRung.TLS_1_2);
        }
        if (certificate != null) {
            Path shown = certificate;
            Path itsKey = key == null ? shown : key;
            security = security.withIdentity(read(() -> ClientIdentity.read(shown, itsKey)));
        }
        return required ? security.demanding() : security;
    }

    private Trust trust(Optional<Pin> remembered) throws FtpException {
        if (insecure) {
            return Trust.SYSTEM.withoutCheck();
        }
        if (pin != null) {
            return Trust.SYSTEM.withPin(pin);
        }
        if (authorities != null) {
            Path file = authorities;
            return Trust.SYSTEM.withAuthorities(read(() -> Pem.certificates(file)));
        }
        return remembered.map(Trust.SYSTEM::withPin).orElse(Trust.SYSTEM);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Reading<T> reading) throws FtpException {
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
