package pasv.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pasv.cli.Complaints;
import pasv.cli.ExitCode;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import picocli.CommandLine;

/**
 * The commands of the shell: how a line becomes work. Words are resolved, expanded, and run by the verb's own class on
 * a fresh command line.
 */
final class Commands {
    /** What does not change a directory on the server, so that what is known for completion stays. */
    private static final Set<String> READING =
            Set.of("ls", "cat", "stat", "get", "mget", "more", "less", "cd", "cdup", "pwd", "lcd", "help", "status");
    /** Verbs whose words are local names. */
    private static final Set<String> SENDING = Set.of("put", "mput");
    /** Verbs that the old programs read as FROM TO. */
    private static final Set<String> FROM_TO = Set.of("get", "put");

    private static final Set<String> RAW = Set.of("literal", "quote", "site");

    private static final Set<String> PIPES = Set.of("|", ">", ">>");

    private static final int DEEPEST = 10;

    private final ShellState shell;
    private final Vocabulary vocabulary;
    private final Interrupts interrupts;
    private final Complaints complaints;
    /** The last work that was said to be interrupted. */
    private @Nullable Cancellation told;

    Commands(ShellState shell, Vocabulary vocabulary, Interrupts interrupts) {
        this.shell = shell;
        this.vocabulary = vocabulary;
        this.interrupts = interrupts;
        this.complaints = new Complaints(shell.console(), shell::isVerbose, true, shell.record());
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Complaints complaints() {
        return complaints;
    }

    /** Runs a whole line; the exit code is the first failure's. */
    int line(String line) {
        return line(line, 0);
    }

    private int line(String line, int depth) {
        boolean classic = shell.manner().classic();
        List<Words.Command> commands = classic ? Words.classic(line) : Words.commands(line);
        int first = ExitCode.OK;
        for (Words.Command command : commands) {
            // a completed directory leaves its quote open for what follows: Enter closes it
            int code = command.isUnclosed() && !shell.lines().isPerson()
                    ? refuse("a quote is not closed")
                    : command(command.words(), command.background(), depth);
            first = first == ExitCode.OK ? code : first;
            boolean goesOn = shell.manner().keepGoing() || command.background();
            if ((code != ExitCode.OK && !goesOn) || shell.hasEnded()) {
                break;
            }
        }
        return first;
    }

    private int command(List<Words.Word> words, boolean background, int depth) {
        String typed = words.get(0).text();
        if (typed.equals(Words.LOCAL)) {
            return LocalCommand.run(words.get(1).text(), shell);
        }
        List<Words.Word> rest = words.subList(1, words.size());
        Optional<String> alias = depth < DEEPEST ? vocabulary.alias(typed) : Optional.empty();
        if (alias.isPresent()) {
            List<Words.Command> meant = Words.commands(alias.get());
            if (meant.size() != 1) {
                return line(alias.get(), depth + 1);
            }
            // the word itself may stand in its own alias: ls = ls -l
            int next = meant.get(0).words().get(0).text().equals(typed) ? DEEPEST : depth + 1;
            return command(joined(meant.get(0).words(), rest), background, next);
        }
        String name =
                vocabulary.verb(typed).isPresent() || vocabulary.synonym(typed).isPresent()
                        ? typed
                        : typed.toLowerCase(Locale.ROOT);
        if (vocabulary.verb(name).isEmpty() && vocabulary.synonym(name).isEmpty()) {
            Optional<OldNames.Absent> absent = OldNames.find(name);
            if (absent.isPresent()) {
                return absent(name, absent.get());
            }
            List<String> longer = vocabulary.beginning(name);
            if (longer.size() != 1) {
                return unknown(typed, longer);
            }
            return command(joined(List.of(Words.Word.literal(longer.get(0))), rest), background, depth);
        }
        Optional<List<String>> synonym = vocabulary.synonym(name);
        if (synonym.isPresent()) {
            List<Words.Word> meant =
                    synonym.get().stream().map(Words.Word::literal).toList();
            return command(joined(meant, rest), background, DEEPEST);
        }
        if (!shell.manner().classic() && !RAW.contains(name) && rest.stream().anyMatch(Commands::leadsAway)) {
            return refuse("| and > lead nowhere here: pasv -c '" + name + " …' HOST | less does it outside, and '|' in"
                    + " quotes is a name");
        }
        return background ? shell.jobs().start(this, shell, name, rest) : verb(name, rest);
    }

    /** A pipe or a redirection, as another shell would have it. */
    private static boolean leadsAway(Words.Word word) {
        boolean bare = word.end() - word.start() == word.text().length();
        return bare && PIPES.contains(word.text());
    }

    private static List<Words.Word> joined(List<Words.Word> first, List<Words.Word> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private int absent(String name, OldNames.Absent absent) {
        String text = name + " is not there: " + absent.instead();
        if (absent.harmless()) {
            shell.console().say("pasv: " + text);
            return ExitCode.OK;
        }
        return refuse(text);
    }

    private int unknown(String typed, List<String> longer) {
        if (longer.size() > 1) {
            return refuse("'" + typed + "' may be " + String.join(", ", longer));
        }
        complaints.say("there is no command '" + typed + "'");
        shell.console().say("  try: " + vocabulary.nearest(typed).orElse("help"));
        return ExitCode.USAGE;
    }

    private int refuse(String why) {
        complaints.say(why);
        return ExitCode.USAGE;
    }

    /** Runs one verb in the foreground. */
    int verb(String name, List<Words.Word> words) {
        Cancellation work = new Cancellation();
        Optional<Cancellation> outer = interrupts.begin(work);
        try {
            boolean needs = !vocabulary.isOwn(name);
            // in an old script the connection begins with the first verb that wants one
            if (needs && shell.server().isEmpty() && shell.named().isPresent()) {
                shell.connected(work);
            }
            shell.server().ifPresent(ServerSession::expect);
            int code = run(name, fromTo(name, words), shell.server(), shell.console(), work, Optional.empty());
            boolean asked = work.cause().equals(Optional.of(Cancellation.Cause.ASKED));
            if (asked || code == ExitCode.of(Failure.CANCELLED)) {
                interrupted(work, shell.console(), List.of());
            }
            return code;
        } catch (IOException | RuntimeException e) {
            return complaints.failed(e);
        } finally {
            interrupts.end(outer);
            if (!READING.contains(name)) {
                shell.server().ifPresent(server -> server.names().forget());
            }
        }
    }

    /** Says that a command was interrupted, once, however many of its parts find out; and how much of a file is there. */
    synchronized void interrupted(Cancellation work, Console console, List<String> known) {
        if (told != work) {
            told = work;
            // over the ^C that the terminal has put there
            console.say((console.canDraw() ? "\r" : "") + (known.isEmpty() ? "pasv: interrupted" : known.get(0)));
        }
    }

    /** Runs one verb wherever it is wanted: with this session, console and cancellation. */
    int run(
            String name,
            List<Words.Word> words,
            Optional<ServerSession> server,
            Console console,
            Cancellation work,
            Optional<TransferListener> watcher) {
        Set<String> literal = new HashSet<>();
        // what goes to the server as it is has no options of ours
        List<String> arguments = new ArrayList<>(RAW.contains(name) ? List.of(name, "--") : List.of(name));
        try {
            for (Words.Word word : words) {
                if (SENDING.contains(name) && word.wild()) {
                    LocalNames.matching(shell.local(), word.pattern()).forEach(arguments::add);
                } else if (word.wild()) {
                    arguments.add(word.pattern());
                } else {
                    arguments.add(word.text());
                    literal.add(word.text());
                }
            }
        } catch (FtpException e) {
            return complaints.failed(e);
        }
        if (name.equals("mv") && arguments.size() == 3 && server.isPresent()) {
            // at a prompt both names are seen from where one stands, as rename always did
            arguments.set(2, seenFromHere(server.get(), arguments.get(2)));
        }
        ShellRoot root = new ShellRoot(shell, server, this, console, work, literal, watcher);
        CommandLine line =
                new Complaints(console, shell::isVerbose, true, shell.record()).on(new CommandLine(root.command()));
        line.addSubcommand(name, created(name));
        return line.execute(arguments.toArray(String[]::new));
    }

    private static String seenFromHere(ServerSession server, String name) {
        try {
            return server.resolve(ShellState.remotePath(name)).word();
        } catch (FtpException e) {
            return name;
        }
    }

    /** The command line of one verb, for its help and its options. */
    CommandLine describe(String name) {
        ShellRoot root = new ShellRoot(
                shell, Optional.empty(), this, shell.console(), new Cancellation(), Set.of(), Optional.empty());
        CommandLine described = new CommandLine(created(name));
        new CommandLine(root.command()).addSubcommand(name, described);
        return described;
    }

    private Object created(String name) {
        return vocabulary
                .verb(name)
                .orElseThrow(() -> new IllegalStateException("no verb " + name))
                .get();
    }

    /** {@code get REMOTE LOCAL} in an old script, where two names never were two files. */
    private List<Words.Word> fromTo(String name, List<Words.Word> words) {
        // newer and reput stand for get and put with one option before the names
        int names = !words.isEmpty() && words.get(0).text().matches("-[a-zA-Z]") ? 1 : 0;
        boolean two = words.size() == names + 2
                && words.stream().skip(names).noneMatch(word -> word.text().startsWith("-"));
        if (!shell.manner().classic() || !FROM_TO.contains(name) || !two) {
            return words;
        }
        List<Words.Word> meant = new ArrayList<>(words);
        meant.add(names + 1, Words.Word.literal("-o"));
        return meant;
    }
}
