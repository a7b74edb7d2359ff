package pasv.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pasv.cli.ExitCode;
import pasv.ftp.PathPattern;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.remote.RemoteGlob;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The verbs of place, there and here: {@code cd}, {@code cdup}, {@code pwd}, {@code lcd}, {@code lpwd}, {@code lls}.
 */
final class DirectoryVerbs {
    private DirectoryVerbs() {}

    /** {@code pwd}. */
    @Command(name = "pwd", description = "Show the directory on the server.")
    static final class Pwd extends ShellVerb {
        @Override
        int run(Turn turn) throws IOException {
            ServerSession server = turn.server();
            turn.console().result(Visible.line(server.directory().text()));
            return ExitCode.OK;
        }
    }

    /** {@code cd}; {@code cd -} goes back. */
    @Command(name = "cd", description = "Go to another directory on the server; - is the one before.")
    static final class Cd extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "DIRECTORY", description = "without it: where the login put you")
        String directory = "";

        @Override
        int run(Turn turn) throws IOException {
            ServerSession server = turn.server();
            if (directory.equals("-")) {
                server.enter(server.place().previous(), turn.work());
            } else if (directory.isEmpty()) {
                server.enter(server.place().login(), turn.work());
            } else if (directory.equals("..")) {
                server.up(turn.work());
            } else {
                server.enter(server.resolve(meant(server, turn)), turn.work());
            }
            return ExitCode.OK;
        }

        /** A wildcard that means exactly one directory is as good as its name. */
        private RemotePath meant(ServerSession server, Turn turn) throws IOException {
            PathPattern pattern = turn.pattern(directory);
            // on VMS brackets are what a directory is written with
            boolean opaque = !server.directory().isAbsolute();
            if (pattern.isLiteral() || opaque) {
                return ShellState.remotePath(directory);
            }
            List<RemotePath> found;
            try {
                found = server.using(turn.work(), client -> new RemoteGlob(client, false).expand(pattern));
            } catch (FtpException e) {
                if (e.failure() != Failure.REFUSED) {
                    throw e;
                }
                // nothing matches: then it is the name itself that holds a bracket
                return ShellState.remotePath(directory);
            }
            if (found.size() > 1) {
                throw ShellState.usage(directory + " matches " + found.size() + " names");
            }
            return found.get(0);
        }
    }

    /** {@code cdup}. */
    @Command(name = "cdup", description = "Go to the directory above.")
    static final class Cdup extends ShellVerb {
        @Override
        int run(Turn turn) throws IOException {
            turn.server().up(turn.work());
            return ExitCode.OK;
        }
    }

    /** {@code lcd}. */
    @Command(name = "lcd", description = "Go to another local directory.")
    static final class Lcd extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "DIRECTORY", description = "without it: the home directory")
        String directory = "";

        @Override
        int run(Turn turn) throws IOException {
            ShellState shell = turn.shell();
            String home = shell.settings().environment().getOrDefault("HOME", System.getProperty("user.home", "."));
            String named = directory.isEmpty() || directory.equals("~")
                    ? home
                    : directory.startsWith("~/") ? home + directory.substring(1) : directory;
            Path to = shell.local(Path.of(named));
            if (!Files.isDirectory(to)) {
                throw ShellState.usage(to + " is no local directory");
            }
            shell.goLocal(to);
            return ExitCode.OK;
        }
    }

    /** {@code lpwd}. */
    @Command(name = "lpwd", description = "Show the local directory.")
    static final class Lpwd extends ShellVerb {
        @Override
        int run(Turn turn) {
            turn.console()
                    .result(turn.shell().local().toAbsolutePath().normalize().toString());
            return ExitCode.OK;
        }
    }

    /** {@code lls}. */
    @Command(name = "lls", aliases = "ldir", description = "List a local directory.")
    static final class Lls extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "DIRECTORY", description = "without it: the local directory")
        String directory = "";

        @Override
        int run(Turn turn) throws IOException {
            Path where = turn.shell().local(Path.of(directory)).toAbsolutePath();
            List<String> names = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(where)) {
                for (Path entry : entries) {
                    names.add(entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""));
                }
            } catch (IOException e) {
                throw ShellState.usage("cannot list " + where);
            }
            names.removeIf(name -> name.startsWith("."));
            names.sort(null);
            names.forEach(name -> turn.console().result(Visible.line(name)));
            return ExitCode.OK;
        }
    }
}
