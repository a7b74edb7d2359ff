package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/install puts beside the program: a manual page of every command, and words for Tab. */
class ManualTest {
    @TempDir
    Path directory;

    @Test
    void everyCommandHasItsPage() throws IOException {
        assertEquals(0, Typed.run("manual", directory.toString()).code());
        Set<String> pages;
        try (Stream<Path> files = Files.list(directory)) {
            pages = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> expected = new TreeSet<>(Set.of("pasv.1"));
        Verbs.names().stream()
                .filter(name -> !name.equals("manual"))
                .forEach(name -> expected.add("pasv-" + name + ".1"));
        assertEquals(expected, pages);
    }

    @Test
    void aPageSaysWhatTheHelpSays() throws IOException {
        assertEquals(0, Typed.run("manual", directory.toString()).code());
        String page = Files.readString(directory.resolve("pasv-get.1"));
        for (String option : List.of("\\-\\-parallel", "\\-\\-checksum", "\\-o", "\\-r")) {
            assertTrue(page.contains(option), option + " is not in\n" + page);
        }
        assertTrue(page.contains(".SH EXAMPLES\n.nf\npasv get ftp://"), page);
        assertTrue(Files.readString(directory.resolve("pasv.1")).contains(".BR \\-\\-require\\-tls"));
    }

    /** Whatever a description holds, roff must not take it for an order of its own. */
    @Test
    void noPageHoldsWhatRoffWouldObey() throws IOException {
        assertEquals(0, Typed.run("manual", directory.toString()).code());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7F), file + ": " + line);
                    assertTrue(line.length() < 120, file + ": " + line);
                    assertTrue(!line.startsWith("'"), file + ": " + line);
                    boolean macro = line.matches("\\.(TH|SH|TP|PP|nf|fi|br|B|BR|I|IR|RI)( .*)?");
                    assertTrue(macro || !line.startsWith("."), file + ": " + line);
                }
            }
        }
    }

    @Test
    void aPlaceThatIsNotThereIsALocalFailure() {
        assertEquals(
                3, Typed.run("manual", directory.resolve("none").toString()).code());
    }

    @Test
    void bashCompletesVerbsBehindFlagsAndLocalFiles() throws Exception {
        assertEquals("get", completed("pasv", "-v", "ge"));
        assertEquals("--verify", completed("pasv", "-v", "get", "--veri"));
        assertEquals("explicit", completed("pasv", "--tls", "ex"));
        // nothing of ours: bash falls back to local files
        assertEquals("", completed("pasv", "put", "local"));
        String script = Typed.run("completion", "bash").out();
        assertTrue(script.contains("complete -F _complete_pasv -o default pasv"), "no fallback to files");
        assertTrue(!script.contains("compopt +o default"), "the fallback is switched off");
    }

    @Test
    void zshLoadsItAsAFunctionOfItsOwn() {
        String script = Typed.run("completion", "zsh").out();
        assertTrue(script.startsWith("#compdef pasv\n"), "zsh does not know what it is for");
        assertTrue(script.contains("_bash_complete -o default -F _complete_pasv"));
    }

    private String completed(String... words) throws IOException, InterruptedException {
        Path script = directory.resolve("completion.bash");
        Files.writeString(script, Typed.run("completion", "bash").out());
        String ask = ". " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; COMP_LINE='" + String.join(" ", words)
                + "'; _complete_pasv; echo \"${COMPREPLY[*]}\"";
        assumeTrue(Files.exists(Path.of("/bin/bash")), "there is no bash here");
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", ask)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(20, TimeUnit.SECONDS));
        return said.strip();
    }
}
