package pasv.testing;

import java.util.List;
import java.util.Optional;

/** A conversation as it was written, taken apart: which sessions there are and what happens in each. */
record Script(List<Session> sessions) {

    /** How often a session may take place. */
    enum Times {
        ONCE,
        /** May be left out: no failure where the client never opens it. */
        OPTIONAL,
        /** Any number of times, none included; only the last session of a script. */
        REPEAT
    }

    /** One control connection: what is done before the first command, then the exchanges, and the table of defaults. */
    record Session(Times times, List<Step> opening, List<Exchange> exchanges, List<Default> defaults) {

        Optional<Default> defaultFor(String line) {
            String verb = line.split(" ", 2)[0];
            return defaults.stream()
                    .filter(entry -> entry.verb().equalsIgnoreCase(verb))
                    .findFirst()
                    .or(() -> defaults.stream()
                            .filter(entry -> entry.verb().equals("*"))
                            .findFirst());
        }
    }

    /** Expectations that may come true in any order; mostly just one. */
    record Exchange(List<Expect> anyOrder) {}

    /** A command that is waited for, and what follows when it has come. */
    record Expect(int line, String written, LinePattern pattern, Need need, List<Step> then) {}

    /** Whether an expected command must come. */
    enum Need {
        MUST,
        MAY,
        /** May come, and may come again. */
        ANY_TIMES
    }

    /** The answer to a command that is not the expected one. */
    record Default(String verb, Say answer) {}

    /** Something that the server does. */
    sealed interface Step {
        String written();
    }

    /** Bytes for the control connection; placeholders are filled in when they are sent. */
    record Say(String written, String bytes, boolean byteByByte) implements Step {}

    /** A verb with its words. */
    record Act(String written, Verb verb, String argument) implements Step {}
}
