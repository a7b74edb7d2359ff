package pasv.cli;

import pasv.access.UsageException;
import pasv.transfer.Crew;

/** The value of {@code --parallel}: how many files are moved at once. */
final class Parallel {
    private Parallel() {}

    /** Throws a usage error for what is neither. Apart from {@link #plan}, so that one file needs nothing of many. */
    static void check(String text) {
        if (!text.matches("auto|[1-9]|[1-5][0-9]|6[0-4]")) {
            throw new UsageException("--parallel is 1 to 64, or auto");
        }
    }

    /** A number from 1 to 64, or auto. */
    static Crew.Plan plan(String text) {
        check(text);
        return text.equals("auto") ? Crew.Plan.AUTO : Crew.Plan.of(Integer.parseInt(text));
    }
}
