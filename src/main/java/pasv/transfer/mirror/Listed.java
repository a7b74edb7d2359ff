package pasv.transfer.mirror;

import java.util.Iterator;
import java.util.Optional;

/**
 * One directory of one side, in the order of its names.
 *
 * @param entries by ascending name, each name once
 * @param count how many there are
 * @param doubt why no deletion may rest on it; empty for a listing that is whole, understood, and of which an emptiness
 *     was confirmed by a second way
 */
record Listed(Iterator<TreeEntry> entries, long count, Optional<String> doubt) {}
