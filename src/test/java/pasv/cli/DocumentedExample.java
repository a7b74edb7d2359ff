package pasv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command that a document shows behind a dollar sign, with what it prints.
 *
 * <p>A comment {@code <!-- lab: WORD -->} above a block says which trouble of the lab is on for the commands below it, to
 * the end of the document; before the first such comment the lab is healthy.
 */
record DocumentedExample(Path page, int line, Optional<String> trouble, String command, List<String> output) {
    private static final Pattern TROUBLE = Pattern.compile("<!-- lab: ([a-z -]+) -->");
    /** What stays: addresses, the length of 300 MB, reply codes, port 21. What another run has other numbers for. */
    private static final Pattern NUMBER = Pattern.compile(
            "([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|314,?572,?800|(?<=^< )[0-9]{3}|(?<=:)21\\b|(?<=code )[0-9]+)"
                    + "|[0-9]+(?:\\.[0-9]+)?(?: [KMG]?i?B/s)?");

    private static final String DOTS = "…";

    /** The pages that strangers read first, in both languages, and the Korean ones. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of("README.ko.md"), Path.of("docs/passive-mode.md")));
        try (var korean = Files.list(Path.of("docs/ko"))) {
            korean.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    static List<DocumentedExample> in(Path page) throws IOException {
        List<DocumentedExample> examples = new ArrayList<>();
        List<String> lines = Files.readAllLines(page);
        Optional<String> trouble = Optional.empty();
        List<String> output = new ArrayList<>();
        boolean block = false;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            Matcher named = TROUBLE.matcher(text);
            if (text.startsWith("```")) {
                block = !block;
                output = new ArrayList<>();
            } else if (block && text.startsWith("$ ")) {
                output = new ArrayList<>();
                examples.add(new DocumentedExample(page, i + 1, trouble, text.substring(2), output));
            } else if (block) {
                output.add(text);
            } else if (named.matches()) {
                trouble = Optional.of(named.group(1));
            }
        }
        return examples;
    }

    /** An example that needs neither a server nor a network. */
    boolean offline() {
        return command.startsWith("pasv explain ");
    }

    /**
     * Whether the lines are these, but for numbers (ports, times, rates: another run has others) and what three dots
     * leave out. A length of 300 MB is no such number.
     */
    boolean shows(String actual) {
        StringBuilder pattern = new StringBuilder();
        for (String line : output) {
            pattern.append(line.strip().equals(DOTS) ? "(?:.*\n)*?" : lineOf(masked(line)) + "\n");
        }
        String told = actual.lines().map(DocumentedExample::masked).reduce("", (all, line) -> all + line + "\n");
        return Pattern.matches(pattern.toString(), told);
    }

    private static String lineOf(String shown) {
        return Arrays.stream(shown.split(DOTS, -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]*"));
    }

    private static String masked(String line) {
        String told = NUMBER.matcher(line)
                .replaceAll(number -> number.group(1) == null ? "#" : Matcher.quoteReplacement(number.group()));
        return told.replaceAll("\\s+", " ").strip();
    }
}
