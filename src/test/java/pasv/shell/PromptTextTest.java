package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The prompt leaves room to type in, whatever the width, and shows nothing of a server's as it is. */
class PromptTextTest {
    @Test
    void isWholeWhereThereIsRoom() {
        assertEquals("a@10.0.0.11:/pub> ", Shell.prompt("a@10.0.0.11", "/pub", 80));
    }

    @Test
    void isShorterWhereThereIsNone() {
        assertEquals("pub> ", Shell.prompt("a@10.0.0.11", "/pub", 20));
        assertEquals("> ", Shell.prompt("a@10.0.0.11", "/" + "p".repeat(20), 20));
        assertEquals("> ", Shell.prompt("a@10.0.0.11", "/pub", 0));
    }

    @Test
    void doubleWidthCountsDouble() {
        assertEquals("자료> ", Shell.prompt("a@10.0.0.11", "/한국어의/자료", 30));
        assertEquals("> ", Shell.prompt("a@10.0.0.11", "/한국어한국어한국어", 22));
    }

    @Test
    void controlsAreVisible() {
        assertEquals("a@h:/x\\x1b[2J\\u202e> ", Shell.prompt("a@h", "/x\u001b[2J\u202e", 80));
    }
}
