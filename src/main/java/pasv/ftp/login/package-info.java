/**
 * How does one get in? The control connection is opened, protected and logged in on.
 */
@org.jspecify.annotations.NullMarked
package pasv.ftp.login;
