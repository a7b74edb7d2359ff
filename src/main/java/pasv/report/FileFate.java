package pasv.report;

/**
 * What became of one file.
 *
 * @param bytes that were moved
 * @param nanos from its beginning to its end
 * @param outcome in a word or a sentence
 */
record FileFate(String name, long bytes, long nanos, Outcome outcome, String words) {
    /** How it ended. */
    enum Outcome {
        PROVEN,
        UNPROVEN,
        SKIPPED,
        FAILED
    }
}
