package pasv.doctor.probe;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;

/** The probe of the encoding of names. */
public final class NamesProbe implements Probe {
    @Override
    public String id() {
        return "names";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) {
        if (examination.listing().isEmpty()) {
            return Finding.skip(id(), "no whole listing came");
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(examination.listing().get()));
            return Finding.ok(id(), "all names in the listing are UTF-8");
        } catch (CharacterCodingException e) {
            return Finding.warn(id(), "some names are not UTF-8: --charset NAME shows them right");
        }
    }
}
