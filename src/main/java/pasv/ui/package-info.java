/**
 * What does a person see and read? Console, progress, errors in words, JSON lines.
 */
@org.jspecify.annotations.NullMarked
package pasv.ui;
