package pasv.transfer.mirror;

import java.util.Optional;

/**
 * What is remembered of a file that an earlier run carried over and proved.
 *
 * @param source the version that was carried over
 * @param target the version that the target told of its copy afterwards
 * @param sha256 of the content, in hexadecimal; where contents are compared
 */
public record Remembered(Version source, Version target, Optional<String> sha256) {
    /** What the present says of it. */
    public enum Now {
        /** Both sides are as they were. */
        SAME,
        /** The source has another version. */
        SOURCE_CHANGED,
        /** The target was changed by somebody else. */
        TARGET_CHANGED
    }

    /** Compares both sides with what is remembered; a foreign change of the target weighs more. */
    public Now now(TreeEntry sourceNow, TreeEntry targetNow) {
        if (!target.isStill(targetNow)) {
            return Now.TARGET_CHANGED;
        }
        return source.isStill(sourceNow) ? Now.SAME : Now.SOURCE_CHANGED;
    }
}
