package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.TransferType;
import pasv.remote.RemoteSize;

/**
 * The restart offset of an upload: how much is on the server already, provably. Its size there says how much; its last
 * 64 KiB are fetched back and compared. What cannot be proven is sent anew, and that is said.
 */
final class UploadResume {
    private static final int OVERLAP = PartialFile.OVERLAP;

    private final FtpClient client;
    private final Narrator narrator;

    UploadResume(FtpClient client, Narrator narrator) {
        this.client = client;
        this.narrator = narrator;
    }

    /** Where to go on; 0 to begin at the beginning. */
    long from(Source source, RemotePath place) throws IOException {
        OptionalLong there = RemoteSize.of(client, place);
        if (there.isEmpty() || there.getAsLong() == 0 || !source.rewinds()) {
            return 0;
        }
        long have = there.getAsLong();
        if (source.size().isEmpty() || have > source.size().getAsLong()) {
            return anew(place.text() + " is longer than " + source.name());
        }
        try {
            return isPrefix(source, place, have) ? have : anew(place.text() + " is not the beginning of it");
        } catch (FtpException e) {
            boolean unreadable = e.failure() == Failure.REFUSED || e.failure() == Failure.NO_RESTART;
            if (!unreadable || !client.isUsable()) {
                throw e;
            }
            return anew("the server does not show what it has (" + e.getMessage() + ")");
        }
    }

    private long anew(String why) {
        narrator.warned("starting over: " + why);
        return 0;
    }

    private boolean isPrefix(Source source, RemotePath place, long have) throws IOException {
        long position = have - Math.min(OVERLAP, have);
        ByteBuffer remote = ByteBuffer.allocate(OVERLAP);
        try (DataConnection data = client.retrieve(place, TransferType.IMAGE, position)) {
            int n = 0;
            while (n >= 0 && remote.hasRemaining()) {
                n = data.read(remote, narrator::stalled);
            }
            if (data.read(ByteBuffer.allocate(1), narrator::stalled) >= 0) {
                return false;
            }
            data.complete(narrator::waiting);
        }
        remote.flip();
        ByteBuffer local = ByteBuffer.allocate(remote.remaining());
        int n = 0;
        while (n >= 0 && local.hasRemaining()) {
            n = source.read(local, position + local.position());
        }
        return remote.remaining() == have - position && remote.equals(local.flip());
    }
}
