package pasv.shell;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.cli.ExitCode;
import pasv.ftp.wire.TransferType;
import pasv.ui.Console;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verbs that switch things while the session lives: type, verbosity, asking, and every connect option. */
final class SwitchVerbs {
    private SwitchVerbs() {}

    /** {@code ascii}. */
    @Command(name = "ascii", description = "Turn line ends in the transfers that follow; not for archives and images.")
    static final class Ascii extends ShellVerb {
        @Override
        int run(Turn turn) {
            return typed(turn, TransferType.ASCII);
        }
    }

    /** {@code binary}. */
    @Command(name = "binary", aliases = "image", description = "Transfer bytes as they are (the default).")
    static final class Binary extends ShellVerb {
        @Override
        int run(Turn turn) {
            return typed(turn, TransferType.IMAGE);
        }
    }

    private static int typed(Turn turn, TransferType type) {
        turn.shell().type(type);
        return ExitCode.OK;
    }

    /** {@code type}. */
    @Command(name = "type", description = "Show or choose the transfer type: ascii or binary.")
    static final class Type extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "ascii|binary", description = "a, i and image are understood too")
        String type = "";

        @Override
        int run(Turn turn) {
            switch (type.toLowerCase(Locale.ROOT)) {
                case "" -> turn.console().result(name(turn.shell().type()));
                case "a", "ascii" -> turn.shell().type(TransferType.ASCII);
                case "i", "image", "binary", "octet", "l", "l8" -> turn.shell().type(TransferType.IMAGE);
                default -> throw new UsageException("a type is ascii or binary");
            }
            return ExitCode.OK;
        }
    }

    private static String name(TransferType type) {
        return type == TransferType.ASCII ? "ascii" : "binary";
    }

    /** {@code passive}. */
    @Command(name = "passive", description = "Say how data connections are made, or choose the command for them.")
    static final class Passive extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "pasv|epsv|auto", description = "as the option --passive")
        String how = "";

        @Override
        int run(Turn turn) throws IOException {
            switch (how.toLowerCase(Locale.ROOT)) {
                case "", "on" -> turn.console().say("passive mode is on; there is no other here");
                case "off" -> throw new UsageException("there is no active mode here");
                default -> turn.shell().set("passive", how);
            }
            return ExitCode.OK;
        }
    }

    /** {@code verbose}. */
    @Command(name = "verbose", description = "Show the conversation with the server, or stop showing it.")
    static final class Verbose extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "on|off", description = "without it: the other way round")
        String wanted = "";

        @Override
        int run(Turn turn) {
            turn.shell().verbose(on(wanted, turn.shell().isVerbose()));
            turn.console().say("verbose is " + (turn.shell().isVerbose() ? "on" : "off"));
            return ExitCode.OK;
        }
    }

    /** {@code prompt}. */
    @Command(name = "prompt", description = "Let mget, mput and mdelete ask for each file, or not.")
    static final class Prompt extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "on|off", description = "without it: the other way round")
        String wanted = "";

        @Override
        int run(Turn turn) {
            turn.shell().asks(on(wanted, turn.shell().asks()));
            turn.console().say("asking for each file is " + (turn.shell().asks() ? "on" : "off"));
            return ExitCode.OK;
        }
    }

    private static boolean on(String wanted, boolean now) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "" -> !now;
            case "on", "1", "yes" -> true;
            case "off", "0", "no" -> false;
            default -> throw new UsageException("it is on or off");
        };
    }

    /** {@code set}. */
    @Command(
            name = "set",
            description =
                    "Change a connect option for this session and those that follow; without words: what was changed.",
            footer = {"", "Examples:", "  set passive epsv", "  set idle-timeout 2m"})
    static final class Set extends ShellVerb {
        @Parameters(arity = "0..*", paramLabel = "NAME VALUE", description = "an option's long name without hyphens")
        List<String> words = List.of();

        @Override
        int run(Turn turn) throws IOException {
            ShellState shell = turn.shell();
            if (words.isEmpty()) {
                shell.settings()
                        .changed()
                        .forEach((name, value) -> turn.console().result(name + " = " + Visible.line(value)));
                return ExitCode.OK;
            }
            String first = words.get(0).replaceFirst("^--", "");
            int equals = first.indexOf('=');
            if (equals > 0 && words.size() == 1) {
                shell.set(first.substring(0, equals), first.substring(equals + 1));
                return ExitCode.OK;
            }
            if (words.size() > 2) {
                throw new UsageException("set takes a name and a value; a value with blanks stands in quotes");
            }
            shell.set(first, words.size() == 2 ? words.get(1) : "true");
            return ExitCode.OK;
        }
    }

    /** {@code status}. */
    @Command(name = "status", description = "Show the connection, the directories and the switches.")
    static final class Status extends ShellVerb {
        @Override
        int run(Turn turn) {
            ShellState shell = turn.shell();
            Console console = turn.console();
            Optional<ServerSession> server = shell.server();
            line(console, "server", server.map(ServerSession::name).orElse("not connected"));
            server.ifPresent(session -> {
                line(console, "directory", session.directory().text());
                line(
                        console,
                        "connection",
                        session.clients().hasIdle() ? "open" : "lost; the next command makes a new one");
            });
            line(console, "local", shell.local().toAbsolutePath().normalize().toString());
            line(console, "type", name(shell.type()));
            line(console, "prompt", shell.asks() ? "on" : "off");
            line(console, "verbose", shell.isVerbose() ? "on" : "off");
            shell.settings().changed().forEach((name, value) -> line(console, name, value));
            return ExitCode.OK;
        }

        private static void line(Console console, String name, String value) {
            console.result(String.format(Locale.ROOT, "%-12s%s", name, Visible.line(value)));
        }
    }
}
