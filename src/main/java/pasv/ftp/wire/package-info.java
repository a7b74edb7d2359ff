/**
 * What travels on the control connection? Commands, replies, flights of them, and what has been learned of a server.
 */
@org.jspecify.annotations.NullMarked
package pasv.ftp.wire;
