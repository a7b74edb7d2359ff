package pasv.transfer;

import java.util.List;
import pasv.ftp.Clients;
import pasv.ftp.RemoteFacts;
import pasv.ftp.options.FtpUrl;

/**
 * The common knowledge of the workers of a segmented download.
 *
 * @param clients who lends sessions
 * @param part where the bytes go
 * @param facts of the remote file when it was cut into segments; the size is known
 * @param before what an earlier run left
 */
record SegmentJob(
        Clients clients,
        Download.Options options,
        FtpUrl url,
        PartialFile part,
        RemoteFacts facts,
        List<Range> before,
        Narrator narrator) {

    long size() {
        return facts.size().orElse(0);
    }
}
