/**
 * What can be asked for on the command line? The verbs, one small class each, and their options.
 */
@org.jspecify.annotations.NullMarked
package pasv.cli;
