/**
 * How does one speak FTP? Commands, replies, the passive negotiation, data connections, and the client façade
 * over them.
 */
@org.jspecify.annotations.NullMarked
package pasv.ftp;
