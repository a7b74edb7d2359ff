package pasv.shell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import pasv.cli.ExitCode;
import pasv.ftp.RemoteFacts;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.Reply;
import pasv.ui.Visible;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * The verbs that ask a server directly: {@code size}, {@code modtime}, {@code features}, {@code system}, raw commands.
 */
final class ServerVerbs {
    private ServerVerbs() {}

    /** {@code size}. */
    @CommandLine.Command(name = "size", description = "Show the size of a file in bytes.")
    static final class Size extends ShellVerb {
        @Parameters(paramLabel = "FILE", description = "the file")
        String file = "";

        @Override
        int run(Turn turn) throws IOException {
            RemoteFacts facts = facts(turn, file);
            if (facts.size().isEmpty()) {
                return unknown(turn, "the server tells no size of " + file);
            }
            turn.console().result(Long.toString(facts.size().getAsLong()));
            return ExitCode.OK;
        }
    }

    /** {@code modtime}. */
    @CommandLine.Command(name = "modtime", description = "Show when a file was changed last, in UTC.")
    static final class Modtime extends ShellVerb {
        @Parameters(paramLabel = "FILE", description = "the file")
        String file = "";

        @Override
        int run(Turn turn) throws IOException {
            RemoteFacts facts = facts(turn, file);
            if (facts.modified().isEmpty()) {
                return unknown(turn, "the server tells no time of " + file);
            }
            turn.console().result(facts.modified().get().toString());
            return ExitCode.OK;
        }
    }

    private static RemoteFacts facts(Turn turn, String file) throws IOException {
        ServerSession server = turn.server();
        var path = server.resolve(ShellState.remotePath(file));
        return server.using(turn.work(), client -> client.look(path));
    }

    private static int unknown(Turn turn, String text) {
        turn.commands().complaints().say(text);
        return ExitCode.of(Failure.REFUSED);
    }

    /** {@code features}. */
    @CommandLine.Command(name = "features", aliases = "feat", description = "Show what the server says it offers.")
    static final class Features extends ShellVerb {
        @Override
        int run(Turn turn) throws IOException {
            return asked(turn, Command.of("FEAT"));
        }
    }

    /** {@code system}. */
    @CommandLine.Command(name = "system", aliases = "syst", description = "Show what system the server says it is.")
    static final class Syst extends ShellVerb {
        @Override
        int run(Turn turn) throws IOException {
            return asked(turn, Command.of("SYST"));
        }
    }

    /** {@code rhelp}. */
    @CommandLine.Command(name = "rhelp", aliases = "remotehelp", description = "Show the server's own help.")
    static final class RHelp extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "one of the server's commands")
        String about = "";

        @Override
        int run(Turn turn) throws IOException {
            return asked(turn, about.isEmpty() ? Command.of("HELP") : Command.of("HELP", about));
        }
    }

    /** {@code literal} and {@code quote}. */
    @CommandLine.Command(
            name = "literal",
            aliases = "quote",
            description = "Send a command as it is and show the reply; not for those that open data connections.")
    static final class Literal extends ShellVerb {
        private static final java.util.Set<String> WITH_DATA = java.util.Set.of(
                "RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD", "PASV", "EPSV", "PORT", "EPRT", "LPRT", "LPSV");
        private static final java.util.Set<String> OF_SESSION =
                java.util.Set.of("USER", "PASS", "QUIT", "REIN", "AUTH", "CCC");

        @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "the command and its arguments")
        List<String> words = List.of();

        @Override
        int run(Turn turn) throws IOException {
            Command command = parsed(String.join(" ", words));
            if (WITH_DATA.contains(command.verb())) {
                throw ShellState.usage(command.verb() + " wants a data connection: get, put and ls make one");
            }
            if (OF_SESSION.contains(command.verb())) {
                throw ShellState.usage(command.verb() + " would change the session unseen: open, user and close do it");
            }
            if (command.verb().equals("CWD") || command.verb().equals("CDUP")) {
                throw ShellState.usage("cd goes to another directory, and the shell knows of it");
            }
            return asked(turn, command);
        }
    }

    /** {@code site}. */
    @CommandLine.Command(name = "site", description = "Send a SITE command and show the reply.")
    static final class Site extends ShellVerb {
        @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "the command and its arguments")
        List<String> words = List.of();

        @Override
        int run(Turn turn) throws IOException {
            return asked(turn, parsed("SITE " + String.join(" ", words)));
        }
    }

    private static Command parsed(String line) throws IOException {
        try {
            return Command.ofLine(line);
        } catch (IllegalArgumentException e) {
            throw ShellState.usage(String.valueOf(e.getMessage()));
        }
    }

    private static int asked(Turn turn, Command command) throws IOException {
        Reply reply = turn.server().using(turn.work(), client -> client.quote(command));
        reply.lines().forEach(line -> turn.console().result(Visible.line(line)));
        Optional<Failure> failure = reply.isPermanentFailure()
                ? Optional.of(Failure.REFUSED)
                : reply.isTransientFailure() ? Optional.of(Failure.REFUSED_FOR_NOW) : Optional.empty();
        return failure.map(ExitCode::of).orElse(ExitCode.OK);
    }
}
