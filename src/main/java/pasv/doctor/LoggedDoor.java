package pasv.doctor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pasv.doctor.finding.Trouble;
import pasv.net.Endpoint;

/** The way in, as a saved log tells it. Hears what it notes before the first reply. */
final class LoggedDoor {
    /** What curl, pasv and lftp say of a name that leads nowhere. */
    private static final Pattern NAME =
            Pattern.compile("(?i)(?:resolve host:|no such host:|did not answer for) *([^\\s:]+)"
                    + "|([^\\s:]+): name or service not known");

    private static final Pattern OPEN = Pattern.compile(".*(?:\\bconnected (?:to )?[^\\s].*|connection established.*)");
    private static final Pattern OVER = Pattern.compile(".*(?:timed out|timeout|etimedout|no answer from).*");

    private boolean dialled;
    private boolean open;
    private Optional<Endpoint> server = Optional.empty();

    /** The trouble that this line tells, if it does. */
    Optional<Trouble> hear(String text) {
        String said = text.toLowerCase(Locale.ROOT);
        Matcher name = NAME.matcher(text);
        if (name.find()) {
            server = Optional.of(new Endpoint(name.group(1) == null ? name.group(2) : name.group(1), 21));
            return Optional.of(Trouble.NAME_UNKNOWN);
        }
        if (said.contains("resolving timed out")) {
            return Optional.of(Trouble.NAME_UNKNOWN);
        }
        boolean failed = said.contains("fail") || said.contains("error") || said.contains("timed out");
        open |= !failed && OPEN.matcher(said).matches();
        dialled |= said.contains("connect") || said.contains("trying ") || said.contains("no answer from");
        if (!dialled) {
            return Optional.empty();
        }
        if (said.contains("refused")) {
            return Optional.of(Trouble.SERVER_REFUSED);
        }
        if (said.contains("no route to host") || said.contains("ehostunreach") || said.contains("unreachable")) {
            return Optional.of(Trouble.SERVER_UNREACHABLE);
        }
        return OVER.matcher(said).matches() ? Optional.of(silence(said)) : Optional.empty();
    }

    private Trouble silence(String said) {
        if (open) {
            return Trouble.BANNER_SILENT;
        }
        // lftp says the same of a connection that does not open and of a greeting that does not come
        boolean sure = (said.contains("connect") && !said.contains("reconnecting")) || said.contains("no answer from");
        return sure ? Trouble.SERVER_NO_ANSWER : Trouble.SERVER_SILENT;
    }

    /** The server, where only its name is known. */
    Optional<Endpoint> server() {
        return server;
    }
}
