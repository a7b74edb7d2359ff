package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Glyphs;
import picocli.CommandLine;

/** The files of docs/automation.md, which people copy: each is read by what will read it, and each pasv in it by pasv. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples");

    /** From the word that ends in pasv to the end of the line, in words; what is in quotes is one. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^[^#\n]*?(?:/| )pasv ((?:-|get|put|ls).*)$");

    @TempDir
    Path directory;

    static Stream<Path> files() throws IOException {
        return Files.list(EXAMPLES).sorted();
    }

    static Stream<Path> yaml() throws IOException {
        return Stream.concat(files(), Files.list(Path.of(".github/workflows")))
                .filter(file -> file.toString().matches(".*\\.ya?ml"));
    }

    @Test
    void everyFileIsNamedInThePage() throws IOException {
        String page = Files.readString(Path.of("docs/automation.md"));
        for (Path file : files().toList()) {
            assertTrue(page.contains("examples/" + file.getFileName()), file + " is not in docs/automation.md");
        }
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void isYaml(Path file) throws IOException {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        assertFalse(assertInstanceOf(Map.class, read).isEmpty());
    }

    @Test
    void everyCommandIsOneThatPasvTakes() throws IOException {
        int commands = 0;
        for (Path file : files().toList()) {
            Matcher command = COMMAND.matcher(Files.readString(file));
            while (command.find()) {
                parse(file, words(command.group(1)));
                commands++;
            }
        }
        // cron, systemd, GitHub and GitLab; Kubernetes has a list
        assertEquals(4, commands);
        Object job = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(EXAMPLES.resolve("cronjob.yaml")));
        parse(EXAMPLES.resolve("cronjob.yaml"), arguments(job).orElseThrow());
    }

    /** The list under {@code args}, wherever it is. */
    private static java.util.Optional<List<String>> arguments(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            if (map.get("args") instanceof List<?> list) {
                return java.util.Optional.of(list.stream().map(String::valueOf).toList());
            }
            return map.values().stream()
                    .flatMap(value -> arguments(value).stream())
                    .findFirst();
        }
        return tree instanceof List<?> list
                ? list.stream().flatMap(value -> arguments(value).stream()).findFirst()
                : java.util.Optional.empty();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    private static void parse(Path file, List<String> words) {
        Console console = new Console(
                OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Glyphs.UNICODE, false, false);
        CommandLine line = new CommandLine(new Pasv(console, new Cancellation(), Interactive.NONE).command());
        Verbs.addMissing(line);
        CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
        assertTrue(parsed.hasSubcommand(), file + " names no verb");
    }

    /** The job for a cluster says what batch/v1 wants of an Indexed Job, and its words are ones that pasv takes. */
    @Test
    void theIndexedJobIsOne() throws IOException {
        Path file = Path.of("scripts/cluster/mirror.yaml");
        Map<?, ?> job = assertInstanceOf(
                Map.class, new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
        assertEquals("batch/v1", job.get("apiVersion"));
        assertEquals("Job", job.get("kind"));
        Map<?, ?> spec = assertInstanceOf(Map.class, job.get("spec"));
        assertEquals("Indexed", spec.get("completionMode"));
        assertEquals(spec.get("completions"), spec.get("parallelism"));
        assertTrue(spec.containsKey("backoffLimitPerIndex"));
        parse(file, arguments(job).orElseThrow());
        String slurm = Files.readString(Path.of("scripts/cluster/mirror.slurm"));
        assertTrue(slurm.contains("\nexec pasv mirror --from-plan \"$PLAN\" --shard env\n"), slurm);
    }

    @Test
    void systemdTakesTheUnits() throws Exception {
        assumeTrue(Stream.of("/usr/bin", "/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, "systemd-analyze"))));
        for (String name : List.of("pasv.service", "pasv.timer")) {
            // the program need not be installed here, but systemd looks for it
            String unit = Files.readString(EXAMPLES.resolve(name)).replace("/usr/bin/pasv", "/bin/true");
            Files.writeString(directory.resolve(name), unit);
        }
        Process process = new ProcessBuilder(
                        "systemd-analyze",
                        "verify",
                        directory.resolve("pasv.service").toString(),
                        directory.resolve("pasv.timer").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        assertFalse(said.contains(directory.toString()), said);
    }

    @Test
    void theVersionForProgramsTellsTheBuildAndItsLibraries() throws IOException {
        Typed version = Typed.run("--version", "--json");
        assertEquals(0, version.code());
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher own = Pattern.compile("(?m)^  <version>(.*)</version>").matcher(pom);
        assertTrue(own.find());
        assertTrue(
                version.out().startsWith("{\"event\":\"version\",\"version\":\"" + own.group(1) + "\",\"commit\":\""));
        for (String library : List.of("picocli", "jline", "slf4j", "jackson")) {
            Matcher number = Pattern.compile("<" + library + "\\.version>(.*)<").matcher(pom);
            assertTrue(number.find());
            String told =
                    "\"" + library + (library.equals("jackson") ? "-core" : "") + "\":\"" + number.group(1) + "\"";
            assertTrue(version.out().contains(told), version.out());
        }
        assertTrue(version.out().contains("\"java\":\"" + System.getProperty("java.runtime.version") + "\""));
        assertEquals("pasv " + own.group(1), Typed.run("--version").out().strip());
    }
}
