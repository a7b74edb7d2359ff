package pasv.transfer.mirror;

import java.io.IOException;

/** The one who is told what a mirror finds and does; by any thread. */
public interface Report {
    /** Something is to be done. */
    void planned(Step step);

    /** A directory or a file of the tree could not be dealt with. */
    void failed(String where, IOException why);

    /** Something is left out on purpose. */
    void left(String where, String why);

    /** Nothing is deleted in a directory, since its listing proves nothing. */
    void unproven(String where, String why);

    /** Something was deleted, or moved to the trash. */
    void deleted(Step step);

    /** A directory has been looked at. */
    void looked();
}
