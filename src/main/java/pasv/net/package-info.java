/**
 * How do bytes move between two hosts, and when does the waiting end? Sockets, TLS, time and cancellation; no
 * FTP.
 */
@org.jspecify.annotations.NullMarked
package pasv.net;
