/**
 * Where does it break? One probe for each thing that a passive transfer needs.
 */
@org.jspecify.annotations.NullMarked
package pasv.doctor.probe;
