package pasv.ftp;

/**
 * What has been learned of this server? Shared by the connections to one server in one run, so that a lesson is paid
 * for once. Safe for use by any thread.
 */
public final class ServerHabits {
    private volatile boolean pipelines = true;
    private volatile boolean prefersEpsv;

    /** Whether several commands may leave in one flight; true until the server got one wrong. */
    public boolean pipelines() {
        return pipelines;
    }

    void takesOneAtATime() {
        pipelines = false;
    }

    /** Whether EPSV worked where PASV had not. */
    public boolean prefersEpsv() {
        return prefersEpsv;
    }

    void epsvWorked(boolean value) {
        prefersEpsv = value;
    }
}
