package pasv.listing.entry;

import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry of a directory: one file, directory or link, as the listing tells it. Only what stands there: what the
 * server left out is empty, never invented.
 *
 * @param size bytes; empty if not said, not a number, over 2^63-1 or not in bytes
 * @param sizeExact false where the size is rounded (VMS blocks, {@code 33.5k}): such a size must not decide whether two
 *     files are equal
 * @param permissions as the server wrote them: {@code drwxr-xr-x}, {@code 0644}, {@code (RWED,RWED,RE,)}
 * @param linkTarget where a link leads, if it is said
 * @param facts MLSD facts with keys in lower case; from other formats the few that have no place of their own:
 *     {@code version} (VMS) and {@code container} (the file that holds an AS/400 member)
 * @param line the line, or the two lines of VMS joined by a line feed, as received
 */
public record Entry(
        EntryName name,
        EntryKind kind,
        OptionalLong size,
        boolean sizeExact,
        Optional<EntryTime> modified,
        Optional<String> permissions,
        Optional<EntryName> linkTarget,
        Optional<String> owner,
        Optional<String> group,
        Map<String, String> facts,
        RawLine line) {

    public Entry {
        facts = facts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The same entry with its names read in this charset where they are not UTF-8. */
    public Entry in(Charset charset) {
        return new Entry(
                name.in(charset),
                kind,
                size,
                sizeExact,
                modified,
                permissions,
                linkTarget.map(target -> target.in(charset)),
                owner,
                group,
                facts,
                line);
    }

    /** Its name and kind alone, where nothing else is wanted of it. */
    public Entry bare() {
        return new Entry(
                name,
                kind,
                OptionalLong.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                RawLine.NONE);
    }

    public boolean isFile() {
        return kind == EntryKind.FILE;
    }

    public boolean isDirectory() {
        return kind == EntryKind.DIRECTORY;
    }

    public boolean isLink() {
        return kind == EntryKind.LINK;
    }

    /** The same entry with its time read in the server's zone; a time whose zone is known stays. */
    public Entry withZoneOffset(ZoneOffset offset) {
        return withModified(modified.map(time -> time.withZoneOffset(offset)));
    }

    /** The same entry with its time read in this zone, by the offset that held there then. */
    public Entry inZone(ZoneId zone) {
        return withModified(modified.map(time -> time.withZoneOffset(
                zone.getRules().getOffset(LocalDateTime.ofInstant(time.instant(), ZoneOffset.UTC)))));
    }

    public Entry withModified(Optional<EntryTime> other) {
        return new Entry(name, kind, size, sizeExact, other, permissions, linkTarget, owner, group, facts, line);
    }

    /** The same entry under another name, such as the path by which it was asked for. */
    public Entry withName(EntryName other) {
        return new Entry(other, kind, size, sizeExact, modified, permissions, linkTarget, owner, group, facts, line);
    }
}
