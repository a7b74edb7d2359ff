/**
 * Where does one come in? Two front doors: the program (wire, run, exit) and the library (fetch, send, list, walk).
 */
@org.jspecify.annotations.NullMarked
package pasv;
