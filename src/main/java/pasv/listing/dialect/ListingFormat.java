package pasv.listing.dialect;

import pasv.listing.entry.Line;

/**
 * A listing format: how one family of servers writes its lines. Every format decides line by line whether a line is its
 * own, and is strict about it: a text that two formats could read, or an error message, must not become an entry by
 * accident.
 */
public interface ListingFormat {
    Reading read(Line line);
}
