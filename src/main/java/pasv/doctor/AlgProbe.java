package pasv.doctor;

import pasv.ftp.WireEvent;

/** Does a router on the way read the conversation and rewrite addresses? Under TLS it cannot. */
final class AlgProbe implements Probe {
    @Override
    public String id() {
        return "alg";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) {
        return examination.transcript().first(WireEvent.Secured.class).isPresent()
                ? Finding.ok(id(), "no router can rewrite addresses under TLS")
                : Finding.skip(id(), "in clear a router may rewrite addresses: compare with ftpes://, a second login");
    }
}
