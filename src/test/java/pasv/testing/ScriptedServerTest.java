package pasv.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scripted server keeps to its script, and notices whoever does not. */
class ScriptedServerTest {
    private static final String GET = """
            # the whole of a download
            < 220 hi
            > USER a
            < 331 pw
            > PASS 1234
            < 230 in
            {
            > TYPE I
            < 200 ok
            > SIZE a.txt
            < 213 4096
            ?> MDTM a.txt
            < 213 20251020170000
            }
            > PASV
            < 227 Entering Passive Mode ({pasv})    # opens the port
            > RETR a.txt
            < 150 go
            ! data 4096
            ! close-data
            < 226 done
            """;

    @Test
    void playsADownloadLineByLine() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(GET);
                WireClient client = new WireClient(server)) {
            client.login("a", "1234");
            client.say("SIZE a.txt", "213 4096");
            assertArrayEquals(TestFiles.pattern(0, 4096), client.fetch("a.txt"));
            client.say("QUIT", "221");
            server.assertDone();
            assertEquals(
                    List.of("USER a", "PASS 1234", "TYPE I", "SIZE a.txt", "PASV", "RETR a.txt", "QUIT"),
                    server.received(1));
            assertEquals(1, server.dataConnections());
        }
    }

    @Test
    void answersAFlightInTheOrderInWhichItCame() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(GET);
                WireClient client = new WireClient(server)) {
            client.send("USER a", "PASS 1234", "SIZE a.txt", "MDTM a.txt", "TYPE I", "PASV");
            for (String code : List.of("220", "331", "230", "213 4096", "213 2025", "200")) {
                client.expect(code);
            }
            try (Socket data = client.passive(client.expect("227"))) {
                client.say("RETR a.txt", "150");
                assertEquals(4096, data.getInputStream().readAllBytes().length);
                client.expect("226");
            }
        }
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() throws IOException {
        ScriptedServer server = ScriptedServer.play("< 220 hi\n> USER a\n< 331 pw\n> PASS *\n");
        try (WireClient client = new WireClient(server)) {
            client.expect("220");
            client.say("USER a", "331");
            client.send("ACCT x");
            assertNull(client.line());
        }
        String message = assertThrows(AssertionError.class, server::close).getMessage();
        assertEquals("""
                session 1 differs from the script:
                      < 220 hi
                      > USER a
                      < 331 pw
                  expected:    > PASS *   (line 4)
                  but received:    > ACCT x
                """, message);
    }

    @Test
    void failsWhenTheClientLeavesEarly() throws IOException {
        ScriptedServer server = ScriptedServer.play("< 220 hi\n> USER a\n");
        try (WireClient client = new WireClient(server)) {
            client.expect("220");
        }
        assertTrue(
                assertThrows(AssertionError.class, server::close).getMessage().contains("the client hung up"));
    }

    @Test
    void failsWhenTheClientSaysTooMuch() throws IOException {
        ScriptedServer server = ScriptedServer.play("< 220 hi\n> USER a\n< 230 in\n");
        try (WireClient client = new WireClient(server)) {
            client.expect("220");
            client.say("USER a", "230");
            client.send("DELE all");
            assertNull(client.line());
        }
        assertTrue(
                assertThrows(AssertionError.class, server::close).getMessage().contains("DELE all"));
    }

    @Test
    void failsWhenNobodyComesOrNothingIsSaid() throws IOException {
        ScriptedServer lonely = ScriptedServer.play("127.0.0.1", Duration.ofMillis(50), "< 220 hi\n");
        assertThrows(AssertionError.class, lonely::close);
        ScriptedServer mute = ScriptedServer.play("127.0.0.1", Duration.ofMillis(50), "< 220 hi\n> USER a\n");
        try (WireClient client = new WireClient(mute)) {
            client.expect("220");
            assertTrue(
                    assertThrows(AssertionError.class, mute::close).getMessage().contains("nothing came within"));
        }
    }

    @Test
    void playsSeveralSessionsWithDefaults() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                default SYST 215 UNIX
                === session
                < 220 one
                > USER a
                < 421 bye
                ! close
                === session optional
                < 220 two
                default * 500 what?
                === session repeat
                < 220 more
                """)) {
            try (WireClient first = new WireClient(server)) {
                first.expect("220 one");
                first.say("SYST", "215");
                first.say("USER a", "421");
                assertNull(first.line());
            }
            try (WireClient second = new WireClient(server)) {
                second.expect("220 two");
                second.say("SYST", "215");
                second.say("XYZZY", "500");
            }
            for (int i = 0; i < 2; i++) {
                try (WireClient more = new WireClient(server)) {
                    more.expect("220 more");
                }
            }
            assertEquals(4, server.sessions());
        }
    }

    @Test
    void takesPatternsAndRepetitions() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                        << 220-odd\\n
                        <. 220 \\x1b[2J\\xff
                        *> NOOP
                        < 200 alive
                        ?> FEAT
                        < 500 no
                        >~ (USER|user) [ab]
                        < 331 pw
                        > NLST \\**
                        < 550 no
                        """);
                WireClient client = new WireClient(server)) {
            assertEquals("220-odd", client.line());
            assertEquals("220 \u001b[2J\u00ff", client.line());
            client.say("NOOP", "200");
            client.say("NOOP", "200");
            client.say("user b", "331");
            client.say("NLST *.txt", "550");
        }
    }

    @Test
    void breaksDataAsTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                        < 220 hi
                        > EPSV
                        < 229 Extended (|||{port}|)
                        > RETR a
                        ! data 100
                        ! close-data
                        > PASV
                        ! advertise 10.0.0.11
                        < 227 ({pasv})
                        > RETR b
                        ! data 100 from 50
                        ! await-data-close
                        > PASV
                        < 227 ={host},{p1},{p2}
                        > STOR c
                        ! receive
                        < 226 done
                        > PASV
                        < 227 ({pasv})
                        > RETR d
                        ! reset-data
                        < 426 broken
                        ! reset
                        """);
                WireClient client = new WireClient(server)) {
            client.expect("220");
            String epsv = client.say("EPSV", "229");
            int port = Integer.parseInt(epsv.replaceAll("\\D+", " ").strip().split(" ")[1]);
            try (Socket data = client.data(port)) {
                client.send("RETR a");
                assertEquals(100, data.getInputStream().readAllBytes().length);
            }
            String pasv = client.say("PASV", "227");
            assertTrue(pasv.startsWith("227 (10,0,0,11,"), pasv);
            try (Socket data = client.passive(pasv)) {
                client.send("RETR b");
                assertArrayEquals(
                        TestFiles.pattern(50, 100), data.getInputStream().readNBytes(100));
            }
            try (Socket data = client.passive(client.say("PASV", "227"))) {
                client.send("STOR c");
                data.getOutputStream().write("up".getBytes(StandardCharsets.US_ASCII));
                data.shutdownOutput();
                client.expect("226");
            }
            assertArrayEquals(
                    "up".getBytes(StandardCharsets.US_ASCII), server.uploads().get(0));
            try (Socket data = client.passive(client.say("PASV", "227"))) {
                client.send("RETR d");
                client.expect("426");
                assertThrows(SocketException.class, () -> data.getInputStream().read());
                assertThrows(SocketException.class, client::line);
            }
        }
    }

    @Test
    void refusesAndKeepsSilent() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                        < 220 hi
                        > PASV
                        ! refuse-data
                        < 227 ({pasv})
                        > PASV
                        ! silent-data
                        < 227 ({pasv})
                        > NOOP
                        ! stop-listening
                        ! flood 100000 200-spam\\r\\n
                        ! stall
                        """);
                WireClient client = new WireClient(server)) {
            client.expect("220");
            String refused = client.say("PASV", "227");
            assertThrows(ConnectException.class, () -> client.passive(refused));
            String[] numbers =
                    client.say("PASV", "227").replaceAll("^.*\\(|\\)$", "").split(",");
            int port = Integer.parseInt(numbers[4]) * 256 + Integer.parseInt(numbers[5]);
            try (Socket data = new Socket()) {
                InetSocketAddress silent = new InetSocketAddress(server.address(), port);
                assertThrows(SocketTimeoutException.class, () -> data.connect(silent, 100));
            }
            assertEquals(0, server.dataConnections());
            client.send("NOOP");
            for (int i = 0; i < 100_000; i++) {
                assertEquals("200-spam", client.line());
            }
            assertThrows(IOException.class, () -> new WireClient(server).close());
        }
    }

    @Test
    void refusesABadScriptWithItsLine() {
        String message = assertThrows(IllegalArgumentException.class, () -> ScriptedServer.play("< 220 hi\n! dance"))
                .getMessage();
        assertEquals("script line 2: ! dance", message);
    }

    @Test
    void speaksIpv6() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("::1", Duration.ofSeconds(5), "< 220 hi\n");
                WireClient client = new WireClient(server)) {
            client.expect("220");
            assertEquals("ftp://a@[0:0:0:0:0:0:0:1]:" + server.port() + "/x", server.url("a", "x"));
        }
    }
}
