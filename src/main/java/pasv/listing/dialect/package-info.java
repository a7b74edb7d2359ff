/**
 * Which format is this line written in? One reader for each.
 */
@org.jspecify.annotations.NullMarked
package pasv.listing.dialect;
