/**
 * Which side breaks passive mode, and which line mends it? Probes, their findings, and one verdict.
 */
@org.jspecify.annotations.NullMarked
package pasv.doctor;
