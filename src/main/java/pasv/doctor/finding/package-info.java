/**
 * What was found, how bad is it, and which line mends it?
 */
@org.jspecify.annotations.NullMarked
package pasv.doctor.finding;
