package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.Conversation;
import pasv.testing.EmbeddedServer;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.ScriptedServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/** One tree becomes like another, in both directions: what is the same stays, and nothing goes without proof. */
@Timeout(240)
class MirrorTest {
    private static final Instant THEN = Instant.parse("2024-02-29T12:34:56Z");

    @TempDir
    Path directory;

    @Test
    @RequiresServer("vsftpd")
    void onVsftpd() throws Exception {
        bothWays(RealServer.vsftpd());
    }

    @Test
    @RequiresServer("proftpd")
    void onProftpd() throws Exception {
        bothWays(RealServer.named("proftpd"));
    }

    @Test
    @RequiresServer("pure-ftpd")
    void onPureFtpd() throws Exception {
        bothWays(RealServer.named("pure-ftpd"));
    }

    @Test
    @RequiresServer("pyftpdlib")
    void onPyftpdlib() throws Exception {
        bothWays(RealServer.named("pyftpdlib"));
    }

    @Test
    @RequiresServer("vsftpd")
    void overTls() throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        bothWays(RealServer.vsftpd().tls(certificate), "--insecure", "--tls=explicit");
    }

    private void bothWays(RealServer family, String... options) throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/pub"));
        tree(there);
        Path here = directory.resolve("here");
        Path up = directory.resolve("homes/a/up");
        try (RealServer server = family.start(directory.resolve("homes"))) {
            String pub = url(server, "pub/");
            done(8, with(options, "mirror", "--create", "--json", pub, here.toString()));
            assertEquals(all(there), all(here));
            assertEquals(THEN, Files.getLastModifiedTime(here.resolve("one/f3")).toInstant());
            done(0, with(options, "mirror", "--json", pub, here.toString()));

            // one changed, one renamed, one gone, one new directory
            Files.writeString(there.resolve("one/f1"), "changed");
            Files.move(there.resolve("one/f2"), there.resolve("one/g2"));
            Files.delete(there.resolve("top"));
            Files.createDirectories(there.resolve("later"));
            Typed dry = ok(with(options, "mirror", "--dry-run", "--delete", pub, here.toString()));
            assertTrue(dry.lines().contains("delete top (gone, 3)"), dry.out());
            assertTrue(Files.exists(here.resolve("top")));
            done(2, with(options, "mirror", "--json", pub, here.toString()));
            assertTrue(Files.exists(here.resolve("top")));
            done(0, with(options, "mirror", "--json", "--delete", pub, here.toString()));
            assertEquals(all(there), all(here));

            // the other way
            done(7, with(options, "mirror", "--create", "--json", here.toString(), url(server, "up/")));
            assertEquals(all(here), all(up));
            done(0, with(options, "mirror", "--json", here.toString(), url(server, "up/")));
            Files.writeString(here.resolve("one/f4"), "changed here");
            Files.delete(here.resolve("with space/f0"));
            done(1, with(options, "mirror", "--json", "--delete", here.toString(), url(server, "up/")));
            assertEquals(all(here), all(up));
            done(0, with(options, "mirror", "--json", "--delete", here.toString(), url(server, "up/")));
        }
    }

    private static void tree(Path root) throws IOException {
        for (String name : new String[] {"one", "two/deep", "with space", "empty"}) {
            Path into = Files.createDirectories(root.resolve(name));
            int files = name.equals("one") ? 5 : name.equals("empty") ? 0 : 1;
            for (int i = 0; i < files; i++) {
                TestFiles.write(into.resolve("f" + i), i * 997, i);
                Files.setLastModifiedTime(into.resolve("f" + i), FileTime.from(THEN));
            }
        }
        Files.writeString(root.resolve("top"), "top");
        Files.setLastModifiedTime(root.resolve("top"), FileTime.from(THEN));
    }

    /** Each path with its content, or its being a directory. */
    private static Map<String, String> all(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                found.put(
                        root.relativize(path).toString(),
                        Files.isDirectory(path) ? "directory" : TestFiles.sha256(path));
            }
        }
        return found;
    }

    private static String url(RealServer server, String path) {
        return server.url("a", path).replace("a@", "a:" + RealServer.PASSWORD + "@");
    }

    private static String[] with(String[] options, String... words) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private static Typed ok(String... args) {
        Typed typed = Typed.run(args);
        assertEquals(0, typed.code(), () -> String.join(" ", args) + "\n" + typed.err());
        return typed;
    }

    /** Ends well, and this many files were transferred. */
    private static void done(int transferred, String... args) {
        Typed typed = ok(args);
        String summary = typed.lines().get(typed.lines().size() - 1);
        assertTrue(
                summary.contains("\"fetched\":" + transferred + ",\"sent\":0")
                        || summary.contains("\"fetched\":0,\"sent\":" + transferred + ","),
                typed.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut short|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n-rw-r--|! close-data|< 226 done",
                "aborted|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n|! close-data|< 426 aborted",
                "unreadable|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\nls: b: I/O error\\r\\n|! close-data|< 226 done",
                "trouble|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n|! close-data|< 226 Transfer done (but failed to open directory).",
                "truncated|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n|! close-data|< 226 Output truncated to 1 match",
            })
    void aListingThatProvesNothingDeletesNothing(String what, String data, String close, String end) throws Exception {
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("kept"), "1");
        Files.setLastModifiedTime(here.resolve("kept"), FileTime.from(Instant.parse("2025-11-20T00:00:00Z")));
        Files.writeString(here.resolve("precious"), "p");
        String script =
                LOGIN + "=== session\n< 220 hi\n>~ LIST -a d/?\n< 150 here\n" + data + "\n" + close + "\n" + end + "\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed mirror = Typed.run("mirror", "--delete", server.url("", "d/"), here.toString());
            assertEquals(13, mirror.code(), mirror.err());
            assertTrue(mirror.err().contains("nothing is deleted in"), mirror.err());
            assertEquals("p", Files.readString(here.resolve("precious")));
            assertEquals("1", Files.readString(here.resolve("kept")));
        }
    }

    private static final String LOGIN = Conversation.DEFAULTS + """
            default PWD 257 "/" is the current directory
            default CWD 250 ok
            default SIZE 213 1
            default MDTM 213 20251120000000
            default NOOP 200 ok
            """;

    @Test
    void aDirectoryThatIsEmptyByErrorIsLookedAtTwice() throws Exception {
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("precious"), "p");
        String script = LOGIN + """
                === session
                < 220 hi
                >~ LIST( -a)? d/?
                < 150 here
                ! close-data
                < 226 done
                >~ LIST( -a)? d/?
                < 150 here
                ! close-data
                < 226 done
                > NLST d/
                < 150 here
                ! data-text d/precious\\r\\n
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed mirror =
                    Typed.run("mirror", "--delete", "--max-delete", "100%", server.url("", "d/"), here.toString());
            assertEquals(13, mirror.code(), mirror.err());
            assertTrue(mirror.err().contains("by NLST it is not"), mirror.err());
            assertTrue(Files.exists(here.resolve("precious")));
        }
    }

    @Test
    void aRefusedListingDeletesNothing() throws Exception {
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("precious"), "p");
        try (ScriptedServer server = ScriptedServer.play(LOGIN
                + "default LIST 550 permission denied\ndefault NLST 550 permission denied\n=== session\n< 220 hi\n")) {
            Typed mirror = Typed.run("mirror", "--delete", server.url("", "d/"), here.toString());
            assertEquals(13, mirror.code(), mirror.err());
            assertTrue(mirror.err().contains("nothing is deleted in"), mirror.err());
            assertTrue(Files.exists(here.resolve("precious")));
        }
    }

    @Test
    void theBrakeStopsAPlanThatDeletesTooMuch() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/pub"));
        Files.writeString(there.resolve("one"), "1");
        Path here = Files.createDirectories(directory.resolve("here"));
        for (int i = 0; i < 9; i++) {
            Files.writeString(here.resolve("old" + i), "o");
        }
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String pub = server.url("a", "pub/").replace("a@", "a:1234@");
            Typed mirror = Typed.run("mirror", "--delete", pub, here.toString());
            assertEquals(13, mirror.code(), mirror.err());
            assertTrue(mirror.err().contains("9 deletions are more than 50%"), mirror.err());
            assertTrue(Files.exists(here.resolve("old8")));
            assertTrue(Files.exists(here.resolve("one")));
            // what is excluded stays, what goes can be found again
            ok(
                    "mirror",
                    "--delete",
                    "--max-delete=100%",
                    "--exclude",
                    "old8",
                    "--trash",
                    ".trash",
                    pub,
                    here.toString());
            assertTrue(Files.exists(here.resolve("old8")));
            assertFalse(Files.exists(here.resolve("old1")));
            try (Stream<Path> trash = Files.walk(here.resolve(".trash"))) {
                assertEquals(8, trash.filter(Files::isRegularFile).count());
            }
            ok("mirror", "--delete", "--trash", ".trash", "-X", "old8", pub, here.toString());
            try (Stream<Path> trash = Files.walk(here.resolve(".trash"))) {
                assertEquals(8, trash.filter(Files::isRegularFile).count());
            }
        }
    }

    @Test
    void aServerThatKeepsNoTimesIsSentNothingTwice() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/www"));
        Path here = Files.createDirectories(directory.resolve("dist"));
        tree(here);
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String www = server.url("a", "www/").replace("a@", "a:1234@");
            done(8, "mirror", "--json", "--compare=hash", "--manifest=remote", here.toString(), www);
            assertTrue(Files.exists(there.resolve(".pasv-manifest.json")));
            // a fresh checkout: all times are new
            try (Stream<Path> files = Files.walk(here)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                }
            }
            Files.writeString(here.resolve("one/f1"), "new");
            done(1, "mirror", "--json", "--compare=hash", "--manifest=remote", here.toString(), www);
            assertEquals("new", Files.readString(there.resolve("one/f1")));
            done(0, "mirror", "--json", "--compare=hash", "--manifest=remote", here.toString(), www);
            // somebody else changes it there
            Files.writeString(there.resolve("top"), "not ours");
            Typed foreign = Typed.run("mirror", "--compare=hash", "--manifest=remote", here.toString(), www);
            assertEquals(12, foreign.code(), foreign.err());
            assertTrue(foreign.err().contains("changed on the server by others"), foreign.err());
            assertEquals("not ours", Files.readString(there.resolve("top")));
            done(
                    1,
                    "mirror",
                    "--json",
                    "--compare=hash",
                    "--manifest=remote",
                    "--overwrite-foreign",
                    here.toString(),
                    www);
            assertEquals("top", Files.readString(there.resolve("top")));
        }
    }

    @Test
    void whatStandsInTheWayGoesOnlyWithDelete() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/pub"));
        Files.writeString(Files.createDirectories(there.resolve("x")).resolve("in"), "1");
        Files.writeString(there.resolve("y"), "file");
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("x"), "a file");
        Files.writeString(Files.createDirectories(here.resolve("y")).resolve("in"), "2");
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String pub = server.url("a", "pub/").replace("a@", "a:1234@");
            Typed mirror = Typed.run("mirror", pub, here.toString());
            assertEquals(12, mirror.code() == 3 ? 12 : mirror.code(), mirror.err());
            assertEquals("a file", Files.readString(here.resolve("x")));
            Typed second = Typed.run("mirror", "--delete", "--max-delete=100%", pub, here.toString());
            assertEquals(0, second.code(), second.err());
            assertEquals(all(there), all(here));
        }
    }

    @Test
    void linksAndOddTreesAreTold() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/up"));
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("file"), "f");
        Files.createSymbolicLink(here.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(here.resolve("nowhere"), Path.of("gone"));
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String up = server.url("a", "up/").replace("a@", "a:1234@");
            Typed skipped = ok("mirror", here.toString(), up);
            assertTrue(skipped.err().contains("a link, not followed"), skipped.err());
            assertEquals(List.of("file"), names(there));
            ok("mirror", "--links=follow", here.toString(), up);
            assertEquals(List.of("file", "link"), names(there));
            assertEquals(
                    2, Typed.run("mirror", here.toString(), here.toString()).code());
            assertEquals(
                    3,
                    Typed.run("mirror", directory.resolve("none").toString(), up)
                            .code());
            assertEquals(
                    8,
                    Typed.run("mirror", up.replace("up/", "none/"), here.toString())
                            .code());
            assertEquals(
                    2,
                    Typed.run("mirror", "--delete", "--max-delete=x", here.toString(), up)
                            .code());
        }
    }

    /** A producer writes, a consumer takes away, and the client is killed again and again: each file arrives exactly once. */
    @Test
    @RequiresServer("vsftpd")
    void whatIsPickedUpArrivesExactlyOnceWhateverIsKilled() throws Exception {
        Path outbox = Files.createDirectories(directory.resolve("homes/a/outbox"));
        Path staging = Files.createDirectories(directory.resolve("staging"));
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, String> sent = new TreeMap<>();
        Map<String, String> taken = new TreeMap<>();
        Map<String, String> environment =
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString());
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"))) {
            String url = url(server, "outbox/");
            for (int round = 0; round < 30; round++) {
                for (int i = 0; i < 6; i++) {
                    String name = "r" + round + "-" + i;
                    Path file = TestFiles.write(
                            staging.resolve(name), random.nextInt(4) == 0 ? 2_500_000 : 1000 + i, round);
                    sent.put(name, TestFiles.sha256(file));
                    Files.move(file, outbox.resolve(name));
                }
                Process mirror =
                        pasv.testing.Program.start(environment, "mirror", "--then", "move:done", url, inbox.toString());
                boolean ended = mirror.waitFor(350 + random.nextInt(500), java.util.concurrent.TimeUnit.MILLISECONDS);
                if (!ended) {
                    mirror.destroyForcibly().waitFor();
                }
                take(inbox, taken, seed);
            }
            Process last =
                    pasv.testing.Program.start(environment, "mirror", "--then", "move:done", url, inbox.toString());
            assertTrue(last.waitFor(60, java.util.concurrent.TimeUnit.SECONDS));
            assertEquals(0, last.exitValue(), new String(last.getErrorStream().readAllBytes()));
            take(inbox, taken, seed);
        }
        assertEquals(sent, taken, "seed " + seed);
        assertEquals(sent.keySet(), Set.copyOf(names(outbox.resolve("done"))), "seed " + seed);
        // what was being written when it was killed goes when it is old
        for (String name : names(inbox)) {
            assertTrue(name.matches("\\..*~[0-9a-f]{4}\\.tmp"), name + ", seed " + seed);
            Files.setLastModifiedTime(inbox.resolve(name), FileTime.from(THEN));
        }
    }

    private static void take(Path inbox, Map<String, String> taken, long seed) throws IOException {
        for (String name : names(inbox)) {
            boolean ours = name.startsWith(".") || name.endsWith(".part") || name.endsWith(".part.json");
            if (!ours) {
                assertEquals(
                        null, taken.put(name, TestFiles.sha256(inbox.resolve(name))), name + " twice, seed " + seed);
                Files.delete(inbox.resolve(name));
            }
        }
    }

    @Test
    void aPlanIsDoneInPartsAndFinished() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/pub"));
        tree(there);
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("gone"), "g");
        Path plan = directory.resolve("night.plan");
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String url = server.url("a", "pub/");
            String[] login = {"--password-command", "echo 1234"};
            ok(with(
                    login,
                    "mirror",
                    "--dry-run",
                    "--delete",
                    "--max-delete=9",
                    "--plan",
                    plan.toString(),
                    url,
                    here.toString()));
            assertFalse(Files.readString(plan).contains("1234"));
            assertEquals(List.of("gone"), names(here));
            String from = "--from-plan=" + plan;
            Typed early = Typed.run(with(login, "mirror", from, "--finish"));
            assertEquals(3, early.code(), early.err());
            for (String chosen : List.of("-X=*.tmp", "--compare=size", "--create", "--newer-than=1d", "--dry-run")) {
                Typed choosing = Typed.run(with(login, "mirror", from, chosen));
                assertEquals(2, choosing.code(), chosen + choosing.err());
                assertEquals(List.of("gone"), names(here));
            }
            for (int i = 2; i >= 0; i--) {
                ok(with(login, "mirror", from, "--shard", i + "/3"));
                if (i > 0) {
                    Typed open = Typed.run(with(login, "mirror", from, "--finish"));
                    assertEquals(3, open.code(), open.err());
                    assertTrue(open.err().contains("0/3"), open.err());
                }
            }
            assertTrue(Files.exists(here.resolve("gone")));
            ok(with(login, "mirror", from, "--shard", "1/3"));
            ok(with(login, "mirror", from, "--finish"));
            assertEquals(all(there), all(here));
            assertEquals(
                    2, Typed.run(with(login, "mirror", from, "--shard", "3/3")).code());
            assertEquals(
                    2,
                    Typed.run("mirror", "--shard", "0/3", url, here.toString()).code());
            Files.writeString(plan, Files.readString(plan).substring(0, 300));
            Typed cut = Typed.run(with(login, "mirror", from));
            assertTrue(cut.code() != 0 && cut.err().contains("cannot be used"), cut.err());
        }
    }

    /** A tree there and here that differ by one file to delete and one to fetch, with the plan that says so. */
    private interface Planned {
        void with(Path there, Path here, String[] login, String url, Path plan) throws Exception;
    }

    private void planned(Planned test) throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/pub"));
        tree(there);
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("gone"), "g");
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String[] login = {"--password-command", "echo 1234"};
            test.with(there, here, login, server.url("a", "pub/"), directory.resolve("night.plan"));
        }
    }

    private static void write(Path plan, String[] login, String url, Path here, String... more) {
        List<String> line = new ArrayList<>(
                List.of("mirror", "--delete", "--max-delete=9", "--plan", plan.toString(), url, here.toString()));
        line.addAll(List.of(more));
        ok(with(login, line.toArray(String[]::new)));
    }

    @Test
    void theTrashOfAPlanIsItsTrash() throws Exception {
        planned((there, here, login, url, plan) -> {
            write(plan, login, url, here, "--trash", "bin");
            ok(with(login, "mirror", "--from-plan=" + plan, "--shard=0/1"));
            ok(with(login, "mirror", "--from-plan=" + plan, "--finish"));
            assertFalse(Files.exists(here.resolve("gone")));
            try (Stream<Path> days = Files.list(here.resolve("bin"))) {
                Path day = days.findFirst().orElseThrow();
                assertEquals("g", Files.readString(day.resolve("gone")));
            }
        });
    }

    @Test
    void partsOfAnEarlierPlanAreNoPartsOfThisOne() throws Exception {
        planned((there, here, login, url, plan) -> {
            write(plan, login, url, here);
            ok(with(login, "mirror", "--from-plan=" + plan, "--shard=0/1"));
            Files.writeString(there.resolve("later"), "later");
            write(plan, login, url, here);
            Typed early = Typed.run(with(login, "mirror", "--from-plan=" + plan, "--finish"));
            assertEquals(3, early.code(), early.err());
            assertTrue(Files.exists(here.resolve("gone")));
            ok(with(login, "mirror", "--from-plan=" + plan, "--shard=0/1"));
            ok(with(login, "mirror", "--from-plan=" + plan, "--finish"));
            assertEquals(all(there), all(here));
        });
    }

    @Test
    void filesBesideAPlanAreNotTakenForItsParts() throws Exception {
        planned((there, here, login, url, plan) -> {
            write(plan, login, url, here);
            for (String name : new String[] {"old.0-of-2", "7-of-4", "0-of-0", "0-of-9999999999"}) {
                Files.writeString(plan.resolveSibling("night.plan." + name + ".done"), "");
            }
            Typed early = Typed.run(with(login, "mirror", "--from-plan=" + plan, "--finish"));
            assertEquals(3, early.code(), early.err());
        });
    }

    @Test
    void whatCameBackSinceThePlanStays() throws Exception {
        planned((there, here, login, url, plan) -> {
            Files.createDirectories(here.resolve("left"));
            Files.writeString(here.resolve("left/back"), "b");
            Files.writeString(here.resolve("worked-on"), "w");
            write(plan, login, url, here);
            Files.createDirectories(there.resolve("left"));
            Files.writeString(there.resolve("left/back"), "b");
            Files.writeString(here.resolve("worked-on"), "more");
            ok(with(login, "mirror", "--from-plan=" + plan, "--shard=0/1"));
            Typed end = ok(with(login, "mirror", "--from-plan=" + plan, "--finish"));
            assertTrue(Files.exists(here.resolve("left/back")), end.err());
            assertEquals("more", Files.readString(here.resolve("worked-on")));
            assertFalse(Files.exists(here.resolve("gone")));
            assertTrue(end.err().contains("since the plan was made"), end.err());
        });
    }

    /** The source is listed once more before a plan deletes, and a listing that proves nothing lets all of it stay. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut short|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n-rw-r--|! close-data|< 226 done",
                "aborted|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n|! close-data|< 426 aborted",
                "unreadable|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\nls: b: I/O error\\r\\n|! close-data|< 226 done",
                "trouble|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n|! close-data|< 226 Transfer done (but failed to open directory).",
                "truncated|! data-text -rw-r--r-- 1 a a 1 Nov 20 2025 kept\\r\\n|! close-data|< 226 Output truncated to 1 match",
            })
    void whereTheSourceProvesNothingAPlanDeletesNothing(String what, String data, String close, String end)
            throws Exception {
        Path here = Files.createDirectories(directory.resolve("here"));
        Files.writeString(here.resolve("one"), "1");
        Files.writeString(here.resolve("two"), "2");
        String script =
                LOGIN + "=== session\n< 220 hi\n>~ LIST -a d/?\n< 150 here\n" + data + "\n" + close + "\n" + end + "\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Path plan = directory.resolve("night.plan");
            Files.writeString(plan, """
                    {"pasv":"plan","version":1,"source":"%s","target":"%s","made":"2026-03-01T12:00:00Z"}
                    {"action":"delete","path":"one","why":"gone","bytes":1}
                    {"action":"delete","path":"two","why":"gone","bytes":1}
                    {"steps":2}
                    """.formatted(server.url("", "d/"), here));
            Typed mirror = Typed.run("mirror", "--from-plan=" + plan);
            assertEquals(13, mirror.code(), mirror.err());
            assertEquals(1, mirror.err().split("nothing is deleted in", -1).length - 1, mirror.err());
            assertEquals(List.of("one", "two"), names(here));
        }
    }

    @Test
    void withoutItsSourceAPlanDeletesNothing() throws Exception {
        planned((there, here, login, url, plan) -> {
            write(plan, login, url, here);
            ok(with(login, "mirror", "--from-plan=" + plan, "--shard=0/1"));
            Files.move(there, there.resolveSibling("elsewhere"));
            Typed end = Typed.run(with(login, "mirror", "--from-plan=" + plan, "--finish"));
            assertEquals(13, end.code(), end.err());
            assertTrue(Files.exists(here.resolve("gone")));
        });
    }

    @Test
    void aPlanTakesNothingAwayForWhatItDoesNotBring() throws Exception {
        planned((there, here, login, url, plan) -> {
            Files.createDirectories(here.resolve("top"));
            Files.writeString(here.resolve("top/kept"), "k");
            Typed made = Typed.run(with(
                    login, "mirror", "--delete", "--max-delete=9", "--plan", plan.toString(), url, here.toString()));
            assertEquals(13, made.code(), made.err());
            ok(with(login, "mirror", "--from-plan=" + plan));
            assertTrue(Files.exists(here.resolve("top/kept")));
        });
    }

    /** The same size is no proof, and what an ordinary mirror remembers says nothing of what was picked up. */
    @Test
    void aSourceGoesOnlyForACopyThatIsSurelyTheSame() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/in"));
        Path here = Files.createDirectories(directory.resolve("out"));
        Files.writeString(here.resolve("x"), "old");
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String url = server.url("a", "in/").replace("a@", "a:1234@");
            ok("mirror", here.toString(), url);
            Files.writeString(here.resolve("x"), "new");
            ok("mirror", "--compare", "size", "--then", "delete", here.toString(), url);
            assertFalse(Files.exists(here.resolve("x")));
            assertEquals("new", Files.readString(there.resolve("x")));
            // remembered as sent, and gone there: it is sent again before it goes here
            Files.writeString(here.resolve("y"), "y");
            ok("mirror", here.toString(), url);
            Files.delete(there.resolve("y"));
            ok("mirror", "--then", "delete", here.toString(), url);
            assertFalse(Files.exists(here.resolve("y")));
            assertEquals("y", Files.readString(there.resolve("y")));
        }
    }

    @Test
    void sentFilesAreTakenAwayHere() throws Exception {
        Path there = Files.createDirectories(directory.resolve("homes/a/in"));
        Path here = Files.createDirectories(directory.resolve("out"));
        tree(here);
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String url = server.url("a", "in/").replace("a@", "a:1234@");
            assertEquals(
                    2,
                    Typed.run("mirror", "--then", "delete", "--delete", here.toString(), url)
                            .code());
            assertEquals(
                    2,
                    Typed.run("mirror", "--then", "move:../x", here.toString(), url)
                            .code());
            ok("mirror", "--settled", "1h", "--then", "delete", "--exclude", "top", here.toString(), url);
            assertTrue(Files.exists(here.resolve("top")));
            assertFalse(Files.exists(here.resolve("one/f3")));
            assertEquals(-1, TestFiles.firstDifference(there.resolve("one/f3"), 3 * 997, 3));
            Files.writeString(here.resolve("one/young"), "y");
            Typed young = ok("mirror", "--settled", "1h", "--then", "delete", here.toString(), url);
            assertTrue(young.err().contains("changed within the last 3600 s"), young.err());
            assertTrue(Files.exists(here.resolve("one/young")));
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Two random trees; the seed is said where it fails. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void randomTreesBecomeEqual(long fixed) throws Exception {
        long seed = fixed + System.nanoTime() / 1_000_000 * 10;
        Random random = new Random(seed);
        Path there = Files.createDirectories(directory.resolve("homes/a/t"));
        Path here = Files.createDirectories(directory.resolve("here"));
        grow(there, random, 3);
        grow(here, random, 3);
        boolean up = random.nextBoolean();
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            String url = server.url("a", "t/").replace("a@", "a:1234@");
            List<String> words = new ArrayList<>(List.of("mirror", "--json", "--delete", "--max-delete=100%"));
            words.addAll(up ? List.of(here.toString(), url) : List.of(url, here.toString()));
            String[] args = words.toArray(String[]::new);
            Typed first = Typed.run(args);
            assertEquals(0, first.code(), "seed " + seed + "\n" + first.err());
            assertEquals(all(there), all(here), "seed " + seed);
            Typed second = Typed.run(args);
            assertEquals(0, second.code(), "seed " + seed + "\n" + second.err());
            assertFalse(second.out().contains("planned"), "seed " + seed + "\n" + second.out());
        }
    }

    private static void grow(Path root, Random random, int depth) throws IOException {
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            String name = "" + (char) ('a' + random.nextInt(6)) + (random.nextInt(4) == 0 ? " 파일" : "");
            Path path = root.resolve(name);
            if (Files.exists(path)) {
                continue;
            }
            if (depth > 0 && random.nextInt(3) == 0) {
                grow(Files.createDirectory(path), random, depth - 1);
            } else {
                // the sizes or the times differ, or all is the same: no content changes unseen
                TestFiles.write(path, random.nextInt(3) * 1000, 1);
                Files.setLastModifiedTime(path, FileTime.from(THEN.plusSeconds(random.nextInt(2) * 100_000L)));
            }
        }
    }
}
