package pasv.transfer.mirror;

import java.util.concurrent.atomic.LongAdder;

/** The tally of a mirror run. Safe for use by any thread. */
public final class Tally {
    public final LongAdder directories = new LongAdder();
    public final LongAdder looked = new LongAdder();
    public final LongAdder fresh = new LongAdder();
    public final LongAdder changed = new LongAdder();
    public final LongAdder unchanged = new LongAdder();
    public final LongAdder skipped = new LongAdder();
    public final LongAdder failed = new LongAdder();
    public final LongAdder toTransfer = new LongAdder();
    public final LongAdder bytesPlanned = new LongAdder();
    public final LongAdder toDelete = new LongAdder();
    /** Entries of the target, which the share of a brake is of. */
    public final LongAdder held = new LongAdder();

    public final LongAdder transferred = new LongAdder();
    public final LongAdder bytes = new LongAdder();
    public final LongAdder deleted = new LongAdder();
    /** Directories whose listings no deletion may rest on. */
    public final LongAdder unproven = new LongAdder();

    /** Directories and files stand in each other's way: the tree is looked at once more when they are gone. */
    public final LongAdder inTheWay = new LongAdder();

    /** Whether nothing is to be done, and nothing failed. */
    public boolean isIdle() {
        return toTransfer.sum() + toDelete.sum() + failed.sum() + unproven.sum() == 0;
    }
}
