/** Why does a name lead nowhere? Asks the name servers of this machine. */
@org.jspecify.annotations.NullMarked
package pasv.net.name;
