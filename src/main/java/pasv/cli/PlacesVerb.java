package pasv.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ui.JsonLines;
import picocli.CommandLine.Parameters;

/** A verb over remote places. Each place in turn, wildcards expanded, failures told and counted. */
abstract class PlacesVerb extends Verb {
    @Parameters(
            arity = "0..*",
            paramLabel = "URL",
            description =
                    "what it is about: ftp://[user@]host[:port]/path; * ? [ are wildcards, percent-encoded literal")
    List<String> places = List.of();

    @Override
    int run(Session session) throws IOException {
        if (places.isEmpty()) {
            throw new UsageException("a URL is missing");
        }
        return each(session, places);
    }

    final int each(Session session, List<String> arguments) throws IOException {
        Tally tally = new Tally();
        for (String argument : arguments) {
            Optional<Remote> located = Optional.empty();
            try {
                Remote where = session.locate(argument);
                located = Optional.of(where);
                for (Remote remote : meant(session, where, tally)) {
                    tally.add(attempted(session, remote));
                    if (isOver(session, tally)) {
                        return tally.code();
                    }
                }
            } catch (FtpException e) {
                String name =
                        located.map(where -> where.url().toString()).orElseGet(() -> FtpUrl.withoutPassword(argument));
                tally.add(told(session, name, e));
            }
            if (isOver(session, tally)) {
                return tally.code();
            }
        }
        return tally.code();
    }

    /** Cancelled, and something has failed of it: what is left out in silence must not look done. */
    private static boolean isOver(Session session, Tally tally) {
        return session.cancellation().cause().isPresent() && tally.code() != ExitCode.OK;
    }

    /** The places that an argument means; a verb that shows matches by itself takes the argument as it is. */
    List<Remote> meant(Session session, Remote argument, Tally tally) throws IOException {
        return argument.expanded(removes(), doubt -> tally.add(told(session, argument.shown(), doubt)));
    }

    private int attempted(Session session, Remote remote) throws IOException {
        try {
            return one(session, remote);
        } catch (FtpException e) {
            return told(session, remote.url().toString(), e);
        }
    }

    /** Does the work for one place and returns its exit code; what it throws is told and counted. */
    abstract int one(Session session, Remote remote) throws IOException;

    /** Whether it destroys, so that wildcards must not be expanded over a listing in doubt. */
    boolean removes() {
        return false;
    }

    /** What is to be destroyed must be named: an empty variable in a script means neither the root nor all of it. */
    static void named(Remote remote) {
        String name = remote.path().name().text();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new UsageException(
                    "the root, the working directory and what is above it are not removed:" + " name what is to go");
        }
    }

    static int told(Session session, String url, FtpException e) {
        if (session.json()) {
            session.problem().json(new JsonLines(session.console()), e.endedBy(session.cancellation()), url);
        }
        return report(session, e);
    }
}
