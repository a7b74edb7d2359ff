package pasv;

/** The front door: wires the rooms together, runs what was asked for, and is the only place that exits. */
public final class Main {
    private Main() {}

    /** Runs the program and ends the JVM with its exit code (docs/exit-codes.md). */
    public static void main(String[] args) {
        System.exit(2);
    }
}
