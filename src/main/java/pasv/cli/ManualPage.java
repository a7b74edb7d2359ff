package pasv.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command. What its help says, as a page in the man(7) macros of roff. */
final class ManualPage {
    private static final String TOP = "pasv";
    private static final int WIDTH = 72;
    private static final String FILES = """
            .SH FILES
            .TP
            .I NAME.part\\fR, \\fINAME.part.json
            Beside the target while a download runs: the bytes, and what they are.
            .TP
            .I $XDG_CONFIG_HOME/pasv/config
            Long option names and their values, for all hosts or under
            .RI [ HOST ]
            for one; by default in
            .IR \\(ti/.config .
            .TP
            .I $XDG_CONFIG_HOME/pasv/bookmarks
            What the bookmark command of the shell keeps: no passwords.
            .TP
            .I $XDG_STATE_HOME/pasv
            The history of the shell, what is known of hosts, trusted certificates;
            by default in
            .IR \\(ti/.local/state .
            .TP
            .I \\(ti/.netrc
            Users and passwords. Ignored with a warning while others can read it.
            """;

    private final CommandLine command;
    private final String name;
    private final LocalDate date;
    private final StringBuilder page = new StringBuilder();

    /**
     * A page of one command.
     *
     * @param command the top command, or one below it
     * @param date what the page gives as its date
     */
    ManualPage(CommandLine command, LocalDate date) {
        this.command = command;
        this.date = date;
        String own = command.getCommandName();
        this.name = own.equals(TOP) ? TOP : TOP + "-" + own;
    }

    /** {@code pasv-get.1}. */
    String fileName() {
        return name + ".1";
    }

    /** The whole page. */
    String text() throws IOException {
        CommandSpec spec = command.getCommandSpec();
        boolean top = name.equals(TOP);
        String version = new Pasv.Version().getVersion()[0];
        line(".TH " + name.toUpperCase(java.util.Locale.ROOT).replace("-", "\\-") + " 1 " + date + " \"" + version
                + "\" \"pasv manual\"");
        heading("NAME");
        flow(name + " - " + lowered(String.join(" ", spec.usageMessage().description())));
        heading("SYNOPSIS");
        synopsis(spec, top);
        heading("DESCRIPTION");
        flow(String.join(" ", spec.usageMessage().description()));
        parameters(spec);
        if (top) {
            commands();
        }
        options(spec, top);
        examples(spec);
        heading("EXIT STATUS");
        flow("0 done, and proven complete; 2 usage; 3 local file; 4 network; 5 TLS; 6 login rejected; 7 protocol;"
                + " 8 refused by the server; 9 passive data connection failed; 10 timed out; 11 incomplete or wrong;"
                + " 12 some of several items failed.");
        if (top) {
            page.append(FILES);
        }
        heading("SEE ALSO");
        line(top ? others() : ".BR pasv (1)");
        return page.toString();
    }

    private void heading(String title) {
        line(".SH " + title);
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    /** Text that may be broken anywhere. */
    private void flow(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +")) {
            if (line.length() > 0 && line.length() + word.length() >= WIDTH) {
                line(exact(line.toString()));
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        line(exact(line.toString()));
    }

    private void synopsis(CommandSpec spec, boolean top) {
        if (top) {
            line(".B pasv");
            line("[\\fIOPTIONS\\fR] \\fICOMMAND\\fR \\fIARGUMENTS\\fR...");
            line(".br");
            line(".B pasv");
            line("[\\fIOPTIONS\\fR] [\\fIHOST\\fR|\\fIURL\\fR]");
            return;
        }
        line(".B pasv " + exact(command.getCommandName()));
        line("[\\fIOPTIONS\\fR]" + arguments(spec));
    }

    private static String arguments(CommandSpec spec) {
        StringBuilder all = new StringBuilder();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            String label = "\\fI" + exact(parameter.paramLabel()) + "\\fR"
                    + (parameter.arity().max() > 1 ? "..." : "");
            all.append(' ').append(parameter.arity().min() == 0 ? "[" + label + "]" : label);
        }
        return all.toString();
    }

    private void parameters(CommandSpec spec) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            line(".TP");
            line(".I " + exact(parameter.paramLabel()));
            flow(String.join(" ", parameter.description()));
        }
    }

    private void commands() {
        heading("COMMANDS");
        for (Map.Entry<String, CommandLine> each : command.getSubcommands().entrySet()) {
            CommandSpec spec = each.getValue().getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                line(".TP");
                line(".BR pasv\\-" + exact(each.getKey()) + " (1)");
                flow(String.join(" ", spec.usageMessage().description()));
            }
        }
    }

    /** A verb's own; the shared ones stand on the page of the top command. */
    private void options(CommandSpec spec, boolean top) {
        List<OptionSpec> own = new ArrayList<>(spec.options());
        own.removeIf(option -> option.hidden() || (!top && option.inherited()));
        heading("OPTIONS");
        for (OptionSpec option : own) {
            line(".TP");
            line(".BR " + names(option));
            flow(String.join(" ", option.description()));
        }
        if (!top) {
            if (!own.isEmpty()) {
                line(".PP");
            }
            line("The connect and output options of");
            line(".BR pasv (1)");
            line("hold too.");
        }
    }

    /** For {@code .BR}: names bold, what stands between them and the value not. */
    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 || option.paramLabel().isEmpty()
                ? ""
                : (option.arity().min() == 0 ? " \"[=\\fI%s\\fR]\"" : " \" \\fI%s\\fR\"")
                        .formatted(exact(option.paramLabel()));
        boolean flag = option.typeInfo().isBoolean() || option.type() == boolean[].class;
        List<String> names = new ArrayList<>();
        for (String each : option.names()) {
            names.add(exact(each));
        }
        return String.join(" \", \" ", names) + (flag ? "" : value);
    }

    private void examples(CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        for (String line : spec.usageMessage().footer()) {
            if (line.startsWith("  ")) {
                lines.add(line.strip());
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        heading("EXAMPLES");
        line(".nf");
        lines.forEach(example -> line(exact(example)));
        line(".fi");
    }

    private String others() {
        List<String> pages = new ArrayList<>();
        command.getSubcommands().forEach((verb, line) -> {
            if (!line.getCommandSpec().usageMessage().hidden()) {
                pages.add(".BR pasv\\-" + exact(verb) + " (1)");
            }
        });
        return String.join(" ,\n", pages);
    }

    private static String lowered(String text) {
        String first = text.split("[.:] |\\.$", 2)[0];
        return Character.toLowerCase(first.charAt(0)) + first.substring(1);
    }

    /** A hyphen is written so that it can be copied as the one of an option. */
    private static String exact(String text) {
        return signs(text).replace("-", "\\-");
    }

    private static String signs(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\e");
                case '~' -> out.append("\\(ti");
                case '^' -> out.append("\\(ha");
                case '\'' -> out.append("\\(aq");
                case '`' -> out.append("\\(ga");
                case '"' -> out.append("\\(dq");
                default -> {
                    if (c < 0x80) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(java.util.Locale.ROOT, "\\[u%04X]", c));
                    }
                }
            }
        });
        return out.length() > 0 && out.charAt(0) == '.' ? "\\&" + out : out.toString();
    }
}
