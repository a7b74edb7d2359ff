/**
 * What is kept for the user between runs? Files in the user's directories: netrc, configuration, host memory.
 */
@org.jspecify.annotations.NullMarked
package pasv.home;
