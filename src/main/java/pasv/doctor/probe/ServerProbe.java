package pasv.doctor.probe;

import java.io.IOException;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.ServerFamily;
import pasv.ftp.wire.Reply;

/** The probe of the server's program. Asks SYST, FEAT and STAT; a server that refuses them is no worse for it. */
public final class ServerProbe implements Probe {
    @Override
    public String id() {
        return "server";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Reply system = examination.ask("SYST");
        examination.client().features();
        examination.ask("STAT");
        ServerFamily family = examination.family();
        String version = family.version(examination.transcript().replies());
        return Finding.ok(id(), family.shown() + version, "SYST: " + system);
    }
}
