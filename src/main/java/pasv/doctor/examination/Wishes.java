package pasv.doctor.examination;

import java.time.Duration;
import java.util.Optional;

/**
 * What is wanted beyond a look.
 *
 * @param write whether a file may be uploaded, renamed and deleted
 * @param idle how long the session is to be left alone, to see whether it survives
 */
public record Wishes(boolean write, Optional<Duration> idle) {
    public static final Wishes LOOK = new Wishes(false, Optional.empty());
}
