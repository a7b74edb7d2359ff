/**
 * Against which servers is pasv tested? A scripted one that plays a written conversation, an embedded one, the real
 * ones of the Debian packages, and a proxy that breaks things between client and server. Every wait in here has a
 * limit, so that a broken client fails a test and never hangs it.
 */
package pasv.testing;
