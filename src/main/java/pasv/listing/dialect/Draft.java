package pasv.listing.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;

/**
 * An entry in the making: what a format has found in its line so far. An entry in the making: what is not set stays
 * unknown.
 */
final class Draft {
    private final Line line;
    private final EntryName name;
    private final EntryKind kind;
    private OptionalLong size = OptionalLong.empty();
    private boolean sizeExact = true;
    private Optional<EntryTime> modified = Optional.empty();
    private @Nullable String permissions;
    private @Nullable EntryName linkTarget;
    private @Nullable String owner;
    private @Nullable String group;
    private Map<String, String> facts = Map.of();

    Draft(Line line, EntryName name, EntryKind kind) {
        this.line = line;
        this.name = name;
        this.kind = kind;
    }

    Draft size(OptionalLong bytes) {
        size = bytes;
        return this;
    }

    Draft roundedSize(OptionalLong bytes) {
        size = bytes;
        sizeExact = bytes.isEmpty();
        return this;
    }

    Draft modified(Optional<EntryTime> time) {
        modified = time;
        return this;
    }

    Draft permissions(String text) {
        permissions = text;
        return this;
    }

    Draft linkTarget(EntryName target) {
        linkTarget = target;
        return this;
    }

    Draft owner(String text) {
        owner = text;
        return this;
    }

    Draft group(String text) {
        group = text;
        return this;
    }

    Draft fact(String key, String value) {
        facts = new LinkedHashMap<>(facts);
        facts.put(key, value);
        return this;
    }

    /** All facts at once. */
    Draft facts(Map<String, String> all) {
        facts = all;
        return this;
    }

    Entry entry() {
        return new Entry(
                name,
                kind,
                size,
                sizeExact,
                modified,
                Optional.ofNullable(permissions),
                Optional.ofNullable(linkTarget),
                Optional.ofNullable(owner),
                Optional.ofNullable(group),
                facts,
                line.raw());
    }

    Reading found() {
        return Reading.Found.certain(entry());
    }
}
