package pasv.cli;

/** The top command, which gives a verb its session. */
public interface Root {
    /** A session for one run of a verb, which closes it. */
    Session open();
}
