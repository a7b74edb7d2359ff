package pasv.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.RawLine;
import pasv.remote.Directories;
import pasv.remote.EntryLookup;
import pasv.ui.EntryJson;
import pasv.ui.Quantity;
import pasv.ui.Visible;
import picocli.CommandLine.Command;

/** {@code pasv stat}: what the server says of one file or directory. */
@Command(
        name = "stat",
        description = "Show kind, size and time of remote files and directories.",
        footer = {"", "Example:", "  pasv stat ftp://a@10.0.0.11/a.txt"})
final class Stat extends PlacesVerb {
    @Override
    int one(Session session, Remote remote) throws IOException {
        Entry entry = remote.using(client -> found(client, remote));
        if (session.json()) {
            new EntryJson(session.console()).entry(remote.path().text(), entry);
            return ExitCode.OK;
        }
        line(session, "url", remote.url().toString());
        line(session, "kind", entry.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (entry.size().isPresent() && !entry.isDirectory()) {
            line(session, "size", Quantity.exact(entry.size().getAsLong()) + " bytes");
        }
        entry.modified()
                .ifPresent(time -> line(
                        session,
                        "modified",
                        time.zoneKnown()
                                ? time.instant()
                                        .atZone(ZoneId.systemDefault())
                                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                : EntryJson.time(time) + " by the server's clock"));
        entry.permissions().ifPresent(mode -> line(session, "mode", mode));
        entry.owner().ifPresent(owner -> line(session, "owner", owner));
        entry.linkTarget().ifPresent(target -> line(session, "target", target.text()));
        return ExitCode.OK;
    }

    private static void line(Session session, String name, String value) {
        session.console().result(name + " ".repeat(10 - name.length()) + Visible.line(value));
    }

    /** MLST where there is one, else what SIZE, MDTM and CWD tell. */
    private static Entry found(FtpClient client, Remote remote) throws IOException {
        Optional<Entry> told = new EntryLookup(client).mlst(remote.path());
        if (told.isPresent()) {
            return told.get();
        }
        RemoteFacts facts = client.look(remote.path());
        boolean file = facts.size().isPresent();
        if (!file && !new Directories(client).canEnter(remote.path())) {
            throw new FtpException(
                    Failure.REFUSED, "no file or directory " + remote.path().text(), client.circumstances());
        }
        return new Entry(
                remote.path().entryName(),
                file ? EntryKind.FILE : EntryKind.DIRECTORY,
                facts.size(),
                true,
                facts.modified().map(instant -> new EntryTime(instant, EntryTime.Precision.SECOND, true)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                java.util.Map.of(),
                RawLine.NONE);
    }
}
