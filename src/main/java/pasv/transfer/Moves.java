package pasv.transfer;

import java.util.Optional;

/**
 * How the files of many jobs are moved.
 *
 * @param download options of what is fetched
 * @param upload options of what is sent
 * @param segments how many sessions fetch one large file; 1 for one, 0 for a number that fits its size
 * @param listener told what happens to each file
 */
public record Moves(Download.Options download, Upload.Options upload, int segments, TransferListener listener) {
    /** Where nothing is sent. */
    public static Moves ofDownloads(Download.Options options, int segments, TransferListener listener) {
        Upload.Options none = new Upload.Options(options.retry(), true, false, options.verify(), options.rate());
        return new Moves(options, none, segments, listener);
    }

    /** Where nothing is fetched. */
    public static Moves ofUploads(Upload.Options options, TransferListener listener) {
        Download.Options none = new Download.Options(
                options.retry(), true, true, false, options.verify(), Optional.empty(), options.rate());
        return new Moves(none, options, 1, listener);
    }
}
