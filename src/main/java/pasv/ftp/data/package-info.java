/**
 * How does a data connection come to be, and how does it end? The passive negotiation, the handshake, the final reply, the abort.
 */
@org.jspecify.annotations.NullMarked
package pasv.ftp.data;
