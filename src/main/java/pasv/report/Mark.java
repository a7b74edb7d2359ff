package pasv.report;

/**
 * One thing that was said or happened, on the time line of a run.
 *
 * @param nanos since the run began
 * @param session which control connection, from 1; 0 where it belongs to none
 * @param text in words, as a person reads it
 * @param lasted how long it took or was waited for, in nanoseconds; 0 for a moment
 */
record Mark(long nanos, int session, Kind kind, String text, long lasted) {
    /** What it is. */
    enum Kind {
        SENT("sent"),
        RECEIVED("received"),
        NOTE("note"),
        WAIT("wait"),
        TROUBLE("trouble");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
