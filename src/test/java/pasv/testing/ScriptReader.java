package pasv.testing;

import java.util.ArrayList;
import java.util.List;
import pasv.testing.Script.Act;
import pasv.testing.Script.Default;
import pasv.testing.Script.Exchange;
import pasv.testing.Script.Expect;
import pasv.testing.Script.Need;
import pasv.testing.Script.Say;
import pasv.testing.Script.Session;
import pasv.testing.Script.Step;
import pasv.testing.Script.Times;

/** Reads the text of a script; the language is described at {@link ScriptedServer}. */
final class ScriptReader {
    private final List<Session> sessions = new ArrayList<>();
    private final List<Default> shared = new ArrayList<>();

    private Times times = Times.ONCE;
    private boolean headed;
    private List<Step> opening = new ArrayList<>();
    private List<Exchange> exchanges = new ArrayList<>();
    private List<Default> defaults = new ArrayList<>();
    /** Where the next step goes: the opening, or what follows the last expectation. */
    private List<Step> steps = opening;

    private List<Expect> flight = List.of();
    private boolean inFlight;

    static Script read(String text) {
        ScriptReader reader = new ScriptReader();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.replaceFirst("\\s{2,}# .*$", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                reader.line(number, line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("script line " + number + ": " + raw.strip(), e);
            }
        }
        reader.endSession();
        return new Script(List.copyOf(reader.sessions));
    }

    private void line(int number, String line) {
        String sign = line.split("\\s", 2)[0];
        String rest = line.substring(sign.length()).strip();
        switch (sign) {
            case "===" -> startSession(rest);
            case "default" -> defaults.add(entry(rest));
            case "{" -> {
                inFlight = true;
                flight = new ArrayList<>();
                exchanges.add(new Exchange(flight));
            }
            case "}" -> inFlight = false;
            case ">" -> expect(number, line, LinePattern.literal(rest), Need.MUST);
            case ">~" -> expect(number, line, LinePattern.regex(rest), Need.MUST);
            case "?>" -> expect(number, line, LinePattern.literal(rest), Need.MAY);
            case "?~" -> expect(number, line, LinePattern.regex(rest), Need.MAY);
            case "*>" -> expect(number, line, LinePattern.literal(rest), Need.ANY_TIMES);
            case "<" -> steps.add(new Say(line, WireText.bytes(rest) + "\r\n", false));
            case "<." -> steps.add(new Say(line, WireText.bytes(rest) + "\r\n", true));
            case "<<" -> steps.add(new Say(line, WireText.bytes(rest), false));
            case "!" -> {
                String verb = rest.split("\\s", 2)[0];
                steps.add(new Act(
                        line, Verb.of(verb), rest.substring(verb.length()).strip()));
            }
            default -> throw new IllegalArgumentException("a script line begins with > < ! and the like");
        }
    }

    private void expect(int number, String written, LinePattern pattern, Need need) {
        steps = new ArrayList<>();
        Expect expect = new Expect(number, written, pattern, need, steps);
        if (inFlight) {
            flight.add(expect);
        } else {
            exchanges.add(new Exchange(List.of(expect)));
        }
    }

    private static Default entry(String rest) {
        String[] parts = rest.split("\\s+", 2);
        return new Default(parts[0], new Say("< " + parts[1], WireText.bytes(parts[1]) + "\r\n", false));
    }

    private void startSession(String header) {
        if (!headed && opening.isEmpty() && exchanges.isEmpty()) {
            shared.addAll(defaults);
            defaults = new ArrayList<>();
        } else {
            endSession();
        }
        headed = true;
        times = switch (header) {
            case "session" -> Times.ONCE;
            case "session optional" -> Times.OPTIONAL;
            case "session repeat" -> Times.REPEAT;
            default -> throw new IllegalArgumentException("session, session optional or session repeat");
        };
    }

    private void endSession() {
        if (inFlight) {
            throw new IllegalArgumentException("a { was not closed");
        }
        if (!sessions.isEmpty() && sessions.get(sessions.size() - 1).times() == Times.REPEAT) {
            throw new IllegalArgumentException("nothing can follow a session that repeats");
        }
        if (!headed && sessions.isEmpty()) {
            shared.addAll(defaults);
            defaults = new ArrayList<>();
        }
        List<Default> table = new ArrayList<>(defaults);
        table.addAll(shared);
        sessions.add(new Session(times, opening, exchanges, table));
        opening = new ArrayList<>();
        exchanges = new ArrayList<>();
        defaults = new ArrayList<>();
        steps = opening;
    }
}
