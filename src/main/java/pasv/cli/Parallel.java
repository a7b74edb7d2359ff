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

    /** The number of segments of one file that {@code -j} asks for; 0 for auto. */
    static int segments(String text) {
        if (!text.matches("auto|[1-9]|[12][0-9]|3[0-2]")) {
            throw new UsageException("-j is 1 to 32, or auto");
        }
        return text.equals("auto") ? 0 : Integer.parseInt(text);
    }

    /** A number from 1 to 64, or auto. */
    static Crew.Plan plan(String text) {
        check(text);
        return text.equals("auto") ? Crew.Plan.AUTO : Crew.Plan.of(Integer.parseInt(text));
    }
}
