/**
 * How does a run look to somebody who was not there? The record of a run, and the page that is drawn of it.
 */
@org.jspecify.annotations.NullMarked
package pasv.report;
