/**
 * Who goes to which host, with what trust? The options, the configuration and the logins that say so.
 */
@org.jspecify.annotations.NullMarked
package pasv.access;
