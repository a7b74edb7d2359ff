package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.EmbeddedServer;
import pasv.testing.TestFiles;

/** The face of the library: what docs/library.md promises, and nothing besides. */
class LibraryTest {
    private static final Set<String> FACE = Set.of("Ftp", "FtpFile", "FtpFailure");

    @TempDir
    Path homes;

    @TempDir
    Path here;

    @BeforeEach
    void files() throws Exception {
        Path home = Files.createDirectories(homes.resolve("a"));
        TestFiles.write(home.resolve("a.bin"), 70_000, 1);
        TestFiles.write(Files.createDirectories(home.resolve("deep/er")).resolve("b.bin"), 5, 2);
    }

    @Test
    void fetchesSendsListsAndWalks() throws Exception {
        try (EmbeddedServer server =
                        EmbeddedServer.over(homes).user("a", "1234").start();
                Ftp ftp = Ftp.at(server.url("a", "")).as("a", "1234").waitingAtMost(Duration.ofSeconds(20))) {
            assertEquals(70_000, ftp.get("a.bin", here.resolve("a.bin")));
            assertEquals(-1, TestFiles.firstDifference(here.resolve("a.bin"), 70_000, 1));
            assertEquals(70_000, ftp.put(here.resolve("a.bin"), "deep/c.bin"));
            assertEquals(-1, TestFiles.firstDifference(homes.resolve("a/deep/c.bin"), 70_000, 1));
            FtpFile file = ftp.list("").stream()
                    .filter(entry -> entry.path().equals("a.bin"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(FtpFile.Kind.FILE, file.kind());
            assertEquals(70_000, file.size().orElse(-1));
            assertTrue(file.modified().isPresent());
            Set<String> below = new TreeSet<>();
            ftp.walk("", entry -> below.add(entry.path() + (entry.isDirectory() ? "/" : "")));
            assertEquals(Set.of("a.bin", "deep/", "deep/c.bin", "deep/er/", "deep/er/b.bin"), below);
        }
    }

    @Test
    void aFailureSaysItsKindAndTheLastReply() throws Exception {
        try (EmbeddedServer server =
                        EmbeddedServer.over(homes).user("a", "1234").start();
                Ftp ftp = Ftp.at(server.url("a", "")).as("a", "1234")) {
            FtpFailure missing = assertThrows(FtpFailure.class, () -> ftp.get("none", here.resolve("none")));
            assertEquals("refused", missing.kind());
            assertTrue(
                    missing.lastReply().orElse("").startsWith("550"),
                    missing.lastReply().orElse(""));
            assertTrue(Files.notExists(here.resolve("none")));
            assertThrows(FtpFailure.class, () -> ftp.list("nowhere"));
            ftp.cancel();
            FtpFailure cancelled = assertThrows(FtpFailure.class, () -> ftp.get("a.bin", here.resolve("a.bin")));
            assertEquals("cancelled", cancelled.kind());
        }
        assertThrows(FtpFailure.class, () -> Ftp.at("http://h/"));
    }

    @Test
    void theExampleOfThePageRuns() throws Exception {
        Matcher example =
                Pattern.compile("(?s)```java\n(.*?)```").matcher(Files.readString(Path.of("docs/library.md")));
        assertTrue(example.find());
        Path source = Files.writeString(here.resolve("Nightly.java"), example.group(1));
        Path inbox = Files.createDirectory(here.resolve("inbox"));
        try (EmbeddedServer server =
                EmbeddedServer.over(homes).user("a", "1234").start()) {
            Process java = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            source.toString(),
                            server.url("a", ""),
                            "1234",
                            inbox.toString())
                    .redirectError(here.resolve("err").toFile())
                    .start();
            String out = new String(java.getInputStream().readAllBytes());
            assertTrue(java.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, java.exitValue(), Files.readString(here.resolve("err")));
            assertEquals("a.bin 70000\n", out);
            assertEquals(-1, TestFiles.firstDifference(inbox.resolve("a.bin"), 70_000, 1));
        }
    }

    /** What the face shows is made of itself and the JDK, so that every other package stays free to change. */
    @Test
    void theFaceShowsNothingFromBehindIt() throws Exception {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/pasv"))) {
            List<String> shown = new ArrayList<>();
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String name = source.getFileName().toString().replace(".java", "");
                if (name.equals("package-info") || name.equals("Main")) {
                    continue;
                }
                Class<?> type = Class.forName("pasv." + name);
                if (!Modifier.isPublic(type.getModifiers())) {
                    continue;
                }
                shown.add(name);
                for (Method method : type.getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers())) {
                        for (Type part : Stream.concat(
                                        Stream.of(method.getGenericReturnType()),
                                        Stream.of(method.getGenericParameterTypes()))
                                .toList()) {
                            assertTrue(!part.getTypeName().matches(".*\\bpasv\\.[a-z].*"), method + " shows " + part);
                        }
                    }
                }
            }
            assertEquals(FACE, Set.copyOf(shown));
        }
    }
}
