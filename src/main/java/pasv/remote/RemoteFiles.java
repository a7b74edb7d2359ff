package pasv.remote;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.TransferType;

/** The files of a server, apart from their bytes: names, permissions and times. */
public final class RemoteFiles {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FtpClient client;

    public RemoteFiles(FtpClient client) {
        this.client = client;
    }

    public void delete(RemotePath path) throws IOException {
        check(client.quote(Command.of("DELE", path)), "cannot remove " + path.text());
    }

    /** RNFR and RNTO; what is there under the new name is replaced where the server does so. */
    public void rename(RemotePath from, RemotePath to) throws IOException {
        beginRename(from);
        endRename(to);
    }

    /**
     * The first half of a rename, which a server without the right to rename refuses.
     *
     * @throws FtpException REFUSED when it does
     */
    public void beginRename(RemotePath from) throws IOException {
        Reply reply = client.quote(Command.of("RNFR", from));
        if (!reply.isIntermediate() && !reply.isPositive()) {
            throw FtpException.refused("cannot rename " + from.text(), reply, client.circumstances());
        }
    }

    /**
     * The same; where this server has renamed before, the second half leaves with it.
     *
     * @return the reply to the second half, where it is here already
     */
    public Optional<Reply> beginRename(RemotePath from, RemotePath to) throws IOException {
        ServerHabits habits = client.options().habits();
        if (!habits.renames() || !habits.pipelines()) {
            beginRename(from);
            return Optional.empty();
        }
        List<Reply> replies = client.quoteTogether(List.of(Command.of("RNFR", from), Command.of("RNTO", to)));
        Reply first = replies.get(0);
        if (!first.isIntermediate() && !first.isPositive()) {
            throw FtpException.refused("cannot rename " + from.text(), first, client.circumstances());
        }
        return Optional.of(replies.get(1));
    }

    /** The second half. */
    public void endRename(RemotePath to) throws IOException {
        endRename(to, Optional.empty());
    }

    /** @param ahead the reply to it, where it left with the first half */
    public void endRename(RemotePath to, Optional<Reply> ahead) throws IOException {
        Reply reply = ahead.isPresent() ? ahead.get() : client.quote(Command.of("RNTO", to));
        check(reply, "cannot give it the name " + to.text());
        client.options().habits().renamed();
    }

    /**
     * Sets the permissions, by the standard fact where the server offers it, else by SITE CHMOD.
     *
     * @param mode octal digits
     */
    public void permissions(String mode, RemotePath path) throws IOException {
        Optional<String> facts = client.features().parameters("MFF");
        boolean standard = facts.filter(all -> all.toLowerCase(Locale.ROOT).contains("unix.mode"))
                .isPresent();
        Command command = standard
                ? Command.of("MFF", prefixed("UNIX.mode=" + mode + "; ", path))
                : Command.of("SITE", prefixed("CHMOD " + mode + " ", path));
        check(client.quote(command), "cannot set the permissions of " + path.text());
    }

    /** The modification time of this moment, by MDTM alone; empty where the server does not say. */
    public Optional<Instant> modified(RemotePath path) throws IOException {
        return RemoteFacts.modified(client.quote(Command.of("MDTM", path)));
    }

    /**
     * Sets the modification time: MFMT where FEAT offers it, else the older {@code MDTM time name} of vsftpd and
     * Pure-FTPd, which others take for a question and refuse.
     */
    public void modified(RemotePath path, Instant time) throws IOException {
        String stamp = STAMP.format(time) + " ";
        String verb = client.features().has("MFMT") ? "MFMT" : "MDTM";
        check(client.quote(Command.of(verb, prefixed(stamp, path))), "cannot set the time of " + path.text());
    }

    /** Begins an upload that adds to the end of a remote file, or makes it (RFC 959 APPE). */
    public DataConnection append(RemotePath path, TransferType as) throws IOException {
        return client.begun(Command.of("APPE", path), as, 0);
    }

    private static RemotePath prefixed(String before, RemotePath path) {
        byte[] head = before.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] tail = path.bytes();
        byte[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return RemotePath.of(all);
    }

    private void check(Reply reply, String otherwise) throws FtpException {
        if (!reply.isPositive()) {
            throw FtpException.refused(otherwise, reply, client.circumstances());
        }
    }
}
