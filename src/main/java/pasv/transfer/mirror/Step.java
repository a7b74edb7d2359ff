package pasv.transfer.mirror;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that makes the target more like the source.
 *
 * @param path below the root of the tree, with slashes
 * @param bytes to be transferred, or held by what is deleted; empty where not known
 * @param modified of the source file when the step was planned; of a deletion, that of the target file
 */
public record Step(Action action, String path, Why why, OptionalLong bytes, Optional<Instant> modified) {
    /** What is done. */
    public enum Action {
        FETCH,
        SEND,
        MAKE_DIRECTORY,
        MAKE_LINK,
        /** The copy is proven: what {@code --then} says becomes of the source file. */
        PICK_UP,
        DELETE,
        DELETE_DIRECTORY
    }

    /** Why it is done. */
    public enum Why {
        /** The target lacks it. */
        NEW,
        /** The sizes differ. */
        SIZE,
        /** The times differ. */
        TIME,
        /** The contents differ. */
        CONTENT,
        /** The source lacks it. */
        GONE,
        /** It stands where a directory or a file must go. */
        IN_THE_WAY
    }

    /** Whether something is taken away: such steps come last, and only with proof. */
    public boolean isDeletion() {
        return action == Action.DELETE || action == Action.DELETE_DIRECTORY;
    }
}
