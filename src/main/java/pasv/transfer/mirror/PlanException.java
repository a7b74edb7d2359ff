package pasv.transfer.mirror;

import java.io.IOException;

/** A plan file that cannot be used, and why. */
public final class PlanException extends IOException {
    private static final long serialVersionUID = 1L;

    PlanException(String message) {
        super(message);
    }
}
