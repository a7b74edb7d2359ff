/**
 * What is on the server? Its directories, listings, files, sizes and hashes, and the tree below a path.
 */
@org.jspecify.annotations.NullMarked
package pasv.remote;
