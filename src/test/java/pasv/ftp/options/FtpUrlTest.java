package pasv.ftp.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.TransferType;

/** URLs as people write them (RFC 1738 §3.2), what they point at, and those that are refused. */
class FtpUrlTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    ftp://10.0.0.11/a.txt                | 10.0.0.11:21       |      | a.txt
                    FTP://Host.Example/a.txt             | Host.Example:21    |      | a.txt
                    ftp://a@10.0.0.11:2121/a.txt         | 10.0.0.11:2121     | a    | a.txt
                    ftp://a:p%40ss%3A@10.0.0.11/a.txt    | 10.0.0.11:21       | a    | a.txt
                    ftp://a%40corp:x@h/a.txt             | h:21               | a@corp | a.txt
                    ftp://a@corp:x@h/a.txt               | h:21               | a@corp | a.txt
                    ftp://h//etc/x                       | h:21               |      | /etc/x
                    ftp://h/%2Fetc/x                     | h:21               |      | /etc/x
                    ftp://h/a/b/c                        | h:21               |      | a/b/c
                    ftp://h/a%20b%23c%3Fd%25e            | h:21               |      | a b#c?d%e
                    ftp://h/a#b?c                        | h:21               |      | a#b?c
                    ftp://[::1]:2121/a.txt               | [::1]:2121         |      | a.txt
                    ftp://[fe80::1%25eth0]/a.txt         | [fe80::1%eth0]:21  |      | a.txt
                    h                                    | h:21               |      | ''
                    h:2121/pub/a.txt                     | h:2121             |      | pub/a.txt
                    ftp://h/-rf                          | h:21               |      | -rf
                    ftp://h/%7Cid                        | h:21               |      | |id
                    ftp://h/%C3%A9t%C3%A9                | h:21               |      | été
                    ftp://h/a.txt;type=I                 | h:21               |      | a.txt
                    """)
    void pointsAt(String text, String server, String user, String path) throws FtpException {
        // a pipe sign cannot stand in a table that pipe signs part
        FtpUrl url = FtpUrl.parse(text);
        assertEquals(server, url.server().toString());
        assertEquals(user == null ? "" : user, url.user().orElse(""));
        assertEquals(text.contains("%7C") ? "|id" : path, url.path().text());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                "ftp://",
                "ftp:///a",
                "ftp://a@/x",
                "http://h/a",
                "file:///etc/passwd",
                "ftp://h:0/a",
                "ftp://h:65536/a",
                "ftp://h:x/a",
                "ftp://h:99999999999/a",
                "ftp://::1/a",
                "ftp://[::1/a",
                "ftp://[::1]x/a",
                "ftp://h o/a",
                "ftp://h\r\n/a",
                "ftp://h/%",
                "ftp://h/%4",
                "ftp://h/%zz",
                "ftp://h/a%0Ab",
                "ftp://h/a%0db",
                "ftp://h/a%00b",
                "ftp://h/a\nb",
                "ftp://a%0a@h/",
                "ftp://a:%0d@h/",
                "ftp://a:\0@h/",
                "ftp://h/a;type=x",
                "ftp://h/a;type=",
            })
    void isRefused(String text) {
        FtpException e = assertThrows(FtpException.class, () -> FtpUrl.parse(text));
        assertEquals(Failure.USAGE, e.failure());
    }

    @Test
    void neverPrintsAPassword() throws FtpException {
        assertEquals(
                "ftp://a@h/a%20b",
                FtpUrl.parse("ftp://a:Turtle-Power-77@h/a%20b").toString());
    }

    @Test
    void typeAIsAscii() throws FtpException {
        assertEquals(TransferType.ASCII, FtpUrl.parse("ftp://h/a;TYPE=A").type());
        assertEquals(TransferType.IMAGE, FtpUrl.parse("ftp://h/a").type());
    }

    @Property(tries = 2000)
    void anyTextIsAUrlOrRefused(@ForAll String text) {
        try {
            FtpUrl url = FtpUrl.parse(text);
            assertFalse(url.path().text().matches("(?s).*[\r\n\0].*"));
            assertEquals(url.path(), FtpUrl.parse(url.toString()).path());
        } catch (FtpException e) {
            assertEquals(Failure.USAGE, e.failure());
        }
    }

    @Test
    void aLetterThatIsTwoInLowerCaseDoesNotShiftTheType() throws FtpException {
        FtpUrl url = FtpUrl.parse("ftp://h/\u0130.txt;TYPE=a");
        assertEquals("\u0130.txt", url.path().text());
        assertEquals(TransferType.ASCII, url.type());
    }
}
