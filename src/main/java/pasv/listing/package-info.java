/**
 * What does this directory listing say? Text from LIST, NLST and MLSD becomes entries; nothing is dropped in
 * silence.
 */
@org.jspecify.annotations.NullMarked
package pasv.listing;
