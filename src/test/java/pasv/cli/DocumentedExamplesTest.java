package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.testing.Program;

/**
 * What the pages show is what happens, in English and in Korean: offline examples are run in every build, the others in
 * a lab of their own where {@code PASV_LAB=run} is set (root, and 700 MB of room).
 */
class DocumentedExamplesTest {
    private static final Pattern SUM = Pattern.compile("([0-9]+) × 256 \\+ ([0-9]+) = ([0-9]+)");

    @TempDir
    Path directory;

    static List<Path> pages() throws IOException {
        return DocumentedExample.pages();
    }

    static List<Path> allPages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("README.ko.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(file -> file.toString().matches(".*\\.(md|svg)"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void offlineExamplesPrintThis(Path page) throws IOException {
        for (DocumentedExample example : DocumentedExample.in(page)) {
            if (example.offline()) {
                List<String> words = CommandWords.of(example.command());
                Program.Ran ran = Program.run(words.subList(1, words.size()).toArray(String[]::new));
                assertEquals(String.join("\n", example.output()) + "\n", ran.out(), page + ":" + example.line());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void thePortsAreReckonedRight(Path page) throws IOException {
        Matcher sums = SUM.matcher(Files.readString(page));
        while (sums.find()) {
            int port = Integer.parseInt(sums.group(1)) * 256 + Integer.parseInt(sums.group(2));
            assertEquals(port, Integer.parseInt(sums.group(3)), page + ": " + sums.group());
        }
    }

    /** The README's first screen has one offline example at least, in both languages: the test above must have work. */
    @Test
    void bothReadmesShowSomethingThatIsRun() throws IOException {
        for (String page : List.of("README.md", "README.ko.md")) {
            assertTrue(DocumentedExample.in(Path.of(page)).stream().anyMatch(DocumentedExample::offline), page);
        }
    }

    @Test
    @Timeout(480)
    void whatTheLabShowsIsWhatHappens() throws Exception {
        assumeTrue("run".equals(System.getenv("PASV_LAB")), "PASV_LAB=run builds a lab for the pages' examples");
        List<String> differences = new ArrayList<>();
        try (DocumentedLab lab = new DocumentedLab(directory)) {
            for (Path page : DocumentedExample.pages()) {
                String trouble = "";
                lab.renew();
                for (DocumentedExample example : DocumentedExample.in(page)) {
                    if (example.offline() || !example.command().matches("(scripts/lab|pasv) .*")) {
                        continue;
                    }
                    String wanted = example.trouble().orElse("");
                    if (!wanted.equals(trouble)) {
                        lab.run("scripts/lab " + (wanted.startsWith("healthy") ? "mend" : "break " + wanted));
                        trouble = wanted;
                    }
                    String said = lab.run(example.command());
                    if (!example.shows(said)) {
                        differences.add(page + ":" + example.line() + " $ " + example.command() + "\n" + said);
                    }
                }
            }
        }
        assertFalse(differences.size() > 0, String.join("\n", differences));
    }
}
