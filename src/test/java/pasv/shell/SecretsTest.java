package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines with passwords are in no history (SEC-29). */
class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user a 1234",
                "user a",
                "open ftp://a:1234@10.0.0.11/",
                "open a:1234@10.0.0.11",
                "get ftp://a:1234@10.0.0.11/a.txt",
                "quote PASS 1234",
                "literal pass 1234",
                "site PSWD old new",
                "cd pub; user a 1234",
                "use a 1234",
                "us a 1234",
                "pass 1234",
                "quo pass 1234",
                "open -u a:1234 10.0.0.11",
                "open -ua:1234 10.0.0.11",
                "open -u a,1234 10.0.0.11",
                "open --user=a:1234 10.0.0.11",
                "bookmark add work ftp://a:1234@10.0.0.11/"
            })
    void isHidden(String line) {
        assertTrue(Secrets.in(line), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open 10.0.0.11",
                "open a@10.0.0.11:2121",
                "get user",
                "quote SITE HELP",
                "ls pass",
                "open -u a 10.0.0.11",
                "get a:b"
            })
    void isKept(String line) {
        assertFalse(Secrets.in(line), line);
    }
}
