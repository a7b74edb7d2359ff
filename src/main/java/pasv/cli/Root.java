package pasv.cli;

/** Who gives a verb its session? The top command on the command line, the shell at a prompt. */
public interface Root {
    /** A session for one run of a verb, which closes it. */
    Session open();
}
