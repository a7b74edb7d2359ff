package pasv.transfer.mirror;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;

/**
 * One name in one directory of a tree, as one of the two sides tells it.
 *
 * @param name text of the name, one element of a path
 * @param kind LINK for a symbolic link that is not followed; UNKNOWN where the side does not tell
 * @param size bytes of a file; empty where it is not told or rounded
 * @param modified empty where the side tells no time
 */
public record TreeEntry(String name, EntryKind kind, OptionalLong size, Optional<Timestamp> modified)
        implements Comparable<TreeEntry> {
    public TreeEntry {
        Objects.requireNonNull(name);
    }

    /** The entry of a remote listing. */
    public static TreeEntry of(Entry entry) {
        return new TreeEntry(
                entry.name().text(),
                entry.kind(),
                entry.sizeExact() ? entry.size() : OptionalLong.empty(),
                entry.modified().map(Timestamp::of));
    }

    public boolean isDirectory() {
        return kind == EntryKind.DIRECTORY;
    }

    public boolean isFile() {
        return kind == EntryKind.FILE;
    }

    /** The same entry with what a closer look at the one file told (SIZE, MDTM). */
    public TreeEntry with(OptionalLong exactSize, Optional<Timestamp> exactTime) {
        return new TreeEntry(
                name, kind, exactSize.isPresent() ? exactSize : size, exactTime.isPresent() ? exactTime : modified);
    }

    /** By name in code units: the order in which both sides of a comparison must come. */
    @Override
    public int compareTo(TreeEntry other) {
        return name.compareTo(other.name);
    }
}
