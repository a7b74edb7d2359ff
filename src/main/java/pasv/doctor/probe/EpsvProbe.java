package pasv.doctor.probe;

import java.io.IOException;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Reply;

/**
 * The probe of EPSV, on the server and all that is between. Asked late: where something swallows it, the session is
 * lost.
 */
public final class EpsvProbe implements Probe {
    @Override
    public String id() {
        return "epsv";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        try {
            Reply reply = examination.ask("EPSV");
            if (!reply.isPositive()) {
                return Finding.ok(id(), "not offered, PASV has to do: " + reply);
            }
            return Finding.ok(
                    id(), "offered, port " + PassiveReply.of(reply).port() + " on the same host", reply.toString());
        } catch (PassiveReply.Rejected e) {
            return Finding.warn(id(), "the 229 cannot be used: " + e.why());
        } catch (FtpException e) {
            if (e.failure() == Failure.REPLY_TIMEOUT) {
                return Finding.warn(id(), "EPSV brings no reply: a firewall between swallows it; use --passive pasv");
            }
            throw e;
        }
    }
}
