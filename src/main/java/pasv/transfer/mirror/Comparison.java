package pasv.transfer.mirror;

/**
 * The rules by which an entry of the source and its counterpart in the target are compared.
 *
 * @param by what tells that two files are the same version
 * @param onlyNewer whether a file is replaced only by a newer one ({@code --update})
 * @param which whether what is missing, what exists, or both is to be done
 */
public record Comparison(By by, boolean onlyNewer, Which which) {
    /** What tells that two files are the same version. */
    public enum By {
        /** Size and modification time. */
        TIME,
        SIZE,
        /** Size and a checksum of the content. */
        HASH
    }

    /** Which of the source's files may be transferred. */
    public enum Which {
        ALL,
        /** Those alone that the target lacks ({@code --missing}). */
        MISSING,
        /** Those alone that the target has in another version ({@code --existing}). */
        EXISTING
    }

    public static final Comparison DEFAULT = new Comparison(By.TIME, false, Which.ALL);

    /** What is to be done with a name. */
    public enum Verdict {
        /** The target lacks it. */
        NEW,
        /** Both have it, in different versions. */
        CHANGED,
        UNCHANGED,
        /** Size or time are known too coarsely: SIZE and MDTM must be asked, and the pair compared again. */
        LOOK_CLOSER,
        /** Only the contents can tell. */
        COMPARE_CONTENT,
        /** The rules leave it alone: {@code --update}, {@code --missing}, {@code --existing}. */
        LEFT_ALONE,
        /** A directory stands where a file should, or the reverse: a deletion must come first. */
        IN_THE_WAY
    }

    /**
     * The verdict over a pair of files or directories of one name.
     *
     * @param exact whether SIZE and MDTM have been asked already, so that nothing better is to be had
     */
    public Verdict of(TreeEntry source, TreeEntry target, boolean exact) {
        if (source.isDirectory() != target.isDirectory()) {
            return Verdict.IN_THE_WAY;
        }
        if (source.isDirectory()) {
            return Verdict.UNCHANGED;
        }
        if (which == Which.MISSING) {
            return Verdict.LEFT_ALONE;
        }
        Verdict verdict = ofFiles(source, target, exact);
        if (verdict == Verdict.CHANGED && onlyNewer) {
            return newer(source, target, exact);
        }
        return verdict;
    }

    /** The verdict over a name that the target lacks. */
    public Verdict ofMissing() {
        return which == Which.EXISTING ? Verdict.LEFT_ALONE : Verdict.NEW;
    }

    private Verdict ofFiles(TreeEntry source, TreeEntry target, boolean exact) {
        boolean sizes = source.size().isPresent() && target.size().isPresent();
        if (!sizes && !exact) {
            return Verdict.LOOK_CLOSER;
        }
        if (sizes && source.size().getAsLong() != target.size().getAsLong()) {
            return Verdict.CHANGED;
        }
        return switch (by) {
            case SIZE -> sizes ? Verdict.UNCHANGED : Verdict.CHANGED;
            case HASH -> Verdict.COMPARE_CONTENT;
            case TIME -> byTime(source, target, exact);
        };
    }

    private static Verdict byTime(TreeEntry source, TreeEntry target, boolean exact) {
        if (source.modified().isEmpty() || target.modified().isEmpty()) {
            return exact ? Verdict.CHANGED : Verdict.LOOK_CLOSER;
        }
        return switch (source.modified().get().match(target.modified().get())) {
            case SAME -> Verdict.UNCHANGED;
            case DIFFERENT -> Verdict.CHANGED;
            case UNCERTAIN -> exact ? unless(source, target) : Verdict.LOOK_CLOSER;
        };
    }

    /** No better times are to be had: where they are coarse or of an unknown zone, they speak for the same version. */
    private static Verdict unless(TreeEntry source, TreeEntry target) {
        boolean fine = source.modified().filter(Timestamp::isFine).isPresent()
                && target.modified().filter(Timestamp::isFine).isPresent();
        return fine ? Verdict.CHANGED : Verdict.UNCHANGED;
    }

    private static Verdict newer(TreeEntry source, TreeEntry target, boolean exact) {
        if (source.modified().isEmpty() || target.modified().isEmpty()) {
            return exact ? Verdict.LEFT_ALONE : Verdict.LOOK_CLOSER;
        }
        Timestamp from = source.modified().get();
        Timestamp to = target.modified().get();
        if (!exact && from.match(to) == Timestamp.Match.UNCERTAIN) {
            return Verdict.LOOK_CLOSER;
        }
        return from.isAfter(to) ? Verdict.CHANGED : Verdict.LEFT_ALONE;
    }
}
