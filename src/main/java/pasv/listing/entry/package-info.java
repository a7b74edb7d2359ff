/**
 * What is one entry of a directory? Its name, kind, size and time, and the raw line it came from.
 */
@org.jspecify.annotations.NullMarked
package pasv.listing.entry;
