/**
 * Where does the program start and end? The front door: wire, run, exit.
 */
@org.jspecify.annotations.NullMarked
package pasv;
