/**
 * How is a session to be held? URL, credentials, security and passive policy.
 */
@org.jspecify.annotations.NullMarked
package pasv.ftp.options;
