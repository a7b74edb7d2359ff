package pasv.cli;

/**
 * The tally of several items, and the one exit code that they give together. None failed: 0. All failed: the first
 * one's. Some: 12.
 */
final class Tally {
    private int good;
    private int firstFailure;

    void add(int code) {
        if (code == ExitCode.OK) {
            good++;
        } else if (firstFailure == 0) {
            firstFailure = code;
        }
    }

    int code() {
        return firstFailure == 0 || good == 0 ? firstFailure : ExitCode.SOME_FAILED;
    }
}
