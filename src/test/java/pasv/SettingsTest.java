package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.ScriptedServer;

/** One set of names: the connect options of the command line, the keys of the config file, and what {@code set} takes. */
class SettingsTest {
    /** Each with a value that it can have; what stands for itself is a flag. */
    private static final List<String> CONNECT_OPTIONS = List.of(
            "user=alice",
            "password-command=echo x",
            "password-env=SECRET",
            "netrc=/dev/null",
            "no-netrc",
            "tls=explicit",
            "require-tls",
            "cacert=/dev/null",
            "proxy=socks5://127.0.0.1:1080",
            "proxy-user=joe",
            "proxy-password-command=echo x",
            "proxy-password-env=HOME",
            "proxy-pin=sha256:abababababababababababababababababababababababababababababababab",
            "proxy-cacert=ca.pem",
            "pin=sha256:" + "ab".repeat(32),
            "cert=/dev/null",
            "key=/dev/null",
            "insecure",
            "tls-max=1.2",
            "ipv4",
            "ipv6",
            "passive=epsv",
            "pasv-address=server",
            "connect-timeout=5s",
            "reply-timeout=500ms",
            "idle-timeout=2m",
            "finish-timeout=1h",
            "max-time=10",
            "retries=0",
            "server-zone=+09:00",
            "charset=EUC-KR");

    private static final String LOGIN = """
            default USER 331 pw
            default PASS 230 in
            default FEAT 502 what?
            default TYPE 200 ok
            default NOOP 200 ok
            default PWD 257 "/"
            === session repeat
            < 220 hi
            *> NOOP
            < 200 ok
            """;

    @TempDir
    Path directory;

    private AtHome user;

    @BeforeEach
    void arrive() {
        user = new AtHome(directory);
    }

    @Test
    void theHelpShowsTheseAndNoOther() {
        String help = user.run("--help").out();
        Set<String> shown = new TreeSet<>();
        Matcher names = Pattern.compile("(?m)^\\s+(?:-\\S, )*--([a-z0-9-]+)").matcher(help);
        while (names.find()) {
            shown.add(names.group(1));
        }
        shown.removeAll(
                Set.of("verbose", "quiet", "json", "progress", "color", "help", "version", "keep-going", "report"));
        Set<String> expected = new TreeSet<>();
        CONNECT_OPTIONS.forEach(option -> expected.add(option.replaceFirst("=.*", "")));
        assertEquals(expected, shown);
    }

    @Test
    void everyConnectOptionIsAKeyOfTheConfigFile() throws IOException {
        for (String option : CONNECT_OPTIONS) {
            if (!option.startsWith("key=")) {
                assertEquals(0, user.with(option + "\n").run("explain", "60001").code(), option);
            }
            // what belongs to another host is not even looked at
            user.with("[elsewhere.example.org]\n" + option + "\n");
            AtHome.Ran ran = user.run("explain", "60001");
            assertEquals(0, ran.code(), option + "\n" + ran.err());
        }
    }

    @Test
    void everyConnectOptionCanBeSet() {
        for (String option : CONNECT_OPTIONS) {
            String[] words = option.split("=", 2);
            String first = words[0].equals("key") ? "set cert /dev/null; " : "";
            String line = first + "set " + words[0] + " '" + (words.length > 1 ? words[1] : "true") + "'";
            AtHome.Ran ran = user.run("-c", line);
            assertEquals(0, ran.code(), line + "\n" + ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"set pasive epsv", "set verbose true", "set passive active", "set connect-timeout soon"})
    void whatCannotBeSetIsUsage(String line) {
        assertEquals(2, user.run("-c", line).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pasive = epsv|line 1: unknown setting pasive",
                "retries = 1;;[127.0.0.1];passive=epsv;timeout = 3|line 5: unknown setting timeout",
                "--passive = epsv|line 1: unknown setting --passive",
                "[127.0.0.1|line 1: a section is written [HOST] or [alias]",
                "[alias];ll|line 2: an alias is written NAME = COMMAND",
            })
    void whatIsWrongInTheFileIsSaidWithItsLine(String config, String said) throws IOException {
        AtHome.Ran ran = user.with(config.replace(";", "\n")).run("explain", "60001");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains(user.config() + ", " + said), ran.err());
    }

    @Test
    void aValueThatCannotBeIsSaidToo() throws IOException {
        AtHome.Ran ran = user.with("passive = active\n").run("explain", "60001");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("active"), ran.err());
    }

    @Test
    void aHostsSectionDemandsTlsOfThatHostAlone() throws IOException {
        user.with("[127.0.0.1]\nrequire-tls = true\n");
        try (ScriptedServer server = ScriptedServer.play("=== session optional\n< 220 hi\n")) {
            AtHome.Ran ran = user.run("quote", server.url("a:1234", ""), "NOOP");
            assertEquals(5, ran.code(), ran.err());
            assertTrue(server.received().stream()
                    .noneMatch(command -> command.line().startsWith("USER")));
        }
        user.with("[127.0.0.2]\nrequire-tls = true\n");
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            assertEquals(0, user.run("quote", server.url("a:1234", ""), "NOOP").code());
        }
    }

    @Test
    void theHostsSectionBeatsTheGeneralPartAndTheCommandLineBeatsBoth() throws IOException {
        user.with("user = general\npassword-env = SECRET\n[127.0.0.1]\nuser = ofhost\n");
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            assertEquals(0, user.run("quote", server.url("", ""), "NOOP").code());
            assertEquals(
                    0,
                    user.run("--user", "typed", "quote", server.url("", ""), "NOOP")
                            .code());
            assertEquals(0, user.run("-c", "literal NOOP", server.url("", "")).code());
            assertEquals(
                    0,
                    user.run("-c", "set user isset; open " + server.url("", "") + "; literal NOOP")
                            .code());
            List<String> users = new ArrayList<>();
            server.received().stream()
                    .map(ScriptedServer.Received::line)
                    .filter(line -> line.startsWith("USER"))
                    .forEach(users::add);
            assertEquals(List.of("USER ofhost", "USER typed", "USER ofhost", "USER isset"), users);
        }
    }

    @Test
    void aFlagOfTheFileCanBeTakenBack() throws IOException {
        user.with("require-tls\n");
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            assertEquals(
                    0,
                    user.run("-c", "set require-tls false; open " + server.url("a:1234", "") + "; literal NOOP")
                            .code());
        }
    }

    @Test
    void bookmarksAreKeptWithoutSecretsAndUsedAsTargets() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            String url = server.url("a:1234", "pub");
            AtHome.Ran added = user.run("-c", "bookmark add work " + url + "; bookmark add other ftp://h/; bookmark");
            assertEquals(0, added.code(), added.err());
            assertEquals(List.of("other  ftp://h/", "work  " + server.url("a", "pub")), added.lines());
            String kept = Files.readString(user.bookmarks());
            assertFalse(kept.contains("1234"), kept);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(user.bookmarks())));
            assertEquals(0, user.run("-c", "bookmark rm other").code());
            assertEquals(2, user.run("-c", "bookmark rm other").code());
            assertEquals(1, user.run("-c", "bookmark list").lines().size());
        }
        String entered = LOGIN.replace("*> NOOP\n< 200 ok\n", "> CWD pub\n< 250 ok\n*> NOOP\n< 200 ok\n");
        try (ScriptedServer server = ScriptedServer.play(entered)) {
            Files.writeString(user.bookmarks(), "work\t" + server.url("a", "pub") + "\n");
            for (String[] words : new String[][] {
                {"--password-env", "SECRET", "-c", "open work; literal NOOP"},
                {"--password-env", "SECRET", "-c", "literal NOOP", "work"}
            }) {
                AtHome.Ran opened = user.run(words);
                assertEquals(0, opened.code(), opened.err());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookmark add ../x ftp://h/", "bookmark add", "bookmark forget x", "bookmark add x"})
    void whatIsNoBookmarkIsRefused(String line) {
        assertTrue(user.run("-c", line).code() != 0);
        assertFalse(Files.exists(user.bookmarks()));
    }
}
