package pasv.ui;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import pasv.net.CertificateFacts;
import pasv.net.Endpoint;
import pasv.net.Pin;

/**
 * The report of a certificate, by which a person decides. Whom it names, who signed it, how long it holds, its hash.
 */
public final class CertificateReport {
    private final Console console;

    public CertificateReport(Console console) {
        this.console = console;
    }

    /** @param before the certificate that was accepted until now */
    public void text(Endpoint server, CertificateFacts facts, Optional<Pin> before) {
        line("server", server.toString());
        line("subject", facts.subject());
        line("names", String.join(", ", facts.names()));
        line("issuer", facts.selfSigned() ? "itself: no authority vouches for it" : facts.issuer());
        line("valid", day(facts.notBefore()) + " to " + day(facts.notAfter()));
        line("sha256", facts.sha256());
        boolean changed =
                before.filter(pin -> !pin.sha256().equals(facts.sha256())).isPresent();
        if (changed) {
            line("before", before.map(Pin::sha256).orElse(""));
            console.say("pasv: warning: this is not the certificate that was accepted before");
        }
    }

    private void line(String name, String value) {
        console.result(name + " ".repeat(9 - name.length()) + Visible.line(value));
    }

    private static String day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** The same as one object. */
    public void json(JsonLines lines, Endpoint server, CertificateFacts facts, boolean accepted) {
        lines.line("certificate", json -> {
            json.writeStringField("server", server.toString());
            json.writeStringField("subject", facts.subject());
            json.writeStringField("issuer", facts.issuer());
            json.writeArrayFieldStart("names");
            for (String name : facts.names()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeStringField("not_before", facts.notBefore().toString());
            json.writeStringField("not_after", facts.notAfter().toString());
            json.writeBooleanField("self_signed", facts.selfSigned());
            json.writeStringField("sha256", facts.sha256());
            json.writeBooleanField("accepted", accepted);
        });
    }
}
