/**
 * How does a person talk to a server for an hour? The interactive room: lines are read, run by the verbs of the command
 * line or by those that only a session has, and the session is kept alive meanwhile.
 */
@org.jspecify.annotations.NullMarked
package pasv.shell;
