/**
 * How does a whole file get across, provably? Downloads, partial files, retries and the one copy loop.
 */
@org.jspecify.annotations.NullMarked
package pasv.transfer;
