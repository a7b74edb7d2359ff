package pasv.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Learned;
import pasv.ftp.wire.ServerTrait;
import pasv.home.HostMemory;
import pasv.home.Places;
import pasv.transfer.LocalTrouble;
import pasv.ui.JsonLines;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv hosts}: what earlier runs have learned of servers, and how it is forgotten. */
@Command(
        name = "hosts",
        description = "Show what earlier runs have learned of servers, or forget it. It counts for 30 days.",
        footer = {"", "Examples:", "  pasv hosts", "  pasv hosts 10.0.0.11", "  pasv hosts --forget 10.0.0.11"})
final class Hosts extends Verb {
    @Parameters(arity = "0..*", paramLabel = "HOST[:PORT]", description = "of which servers (default: all)")
    List<String> servers = List.of();

    @Option(names = "--forget", description = "forget what is known of these servers; without one, of all")
    boolean forget;

    @Override
    int run(Session session) throws IOException {
        HostMemory memory = new HostMemory(Places.of(System.getenv()).hostsFile(), LocalDate.now(ZoneOffset.UTC));
        try {
            boolean any = false;
            for (HostMemory.Known known : memory.all()) {
                if (servers.isEmpty() || servers.stream().anyMatch(server -> HostMemory.isMeant(known, server))) {
                    any = true;
                    show(session, known);
                    if (forget) {
                        memory.forget(known.server());
                    }
                }
            }
            if (!session.json() && !any) {
                session.console()
                        .say("pasv: nothing is known"
                                + (servers.isEmpty() ? "" : " of " + Visible.line(String.join(", ", servers))));
            }
            return ExitCode.OK;
        } catch (FtpException e) {
            throw e;
        } catch (IOException e) {
            throw LocalTrouble.of("what is known of servers", e);
        }
    }

    private void show(Session session, HostMemory.Known known) {
        if (session.json()) {
            new JsonLines(session.console()).line("host", json -> {
                json.writeStringField("server", known.server());
                json.writeStringField("since", known.since().toString());
                json.writeStringField("until", known.until().toString());
                json.writeArrayFieldStart("known");
                for (String words : words(known.learned())) {
                    json.writeString(words);
                }
                json.writeEndArray();
                json.writeBooleanField("forgotten", forget);
            });
            return;
        }
        session.console().result(Visible.line(known.server()) + (forget ? " (forgotten)" : ""));
        session.console().result("  since " + known.since() + ", counts until " + known.until());
        for (String words : words(known.learned())) {
            session.console().result("  " + words);
        }
    }

    private static List<String> words(Learned learned) {
        List<String> words = new ArrayList<>();
        if (learned.tls().seen()) {
            words.add("it offers TLS");
        }
        learned.tls().rung().ifPresent(rung -> words.add("data connections work with " + rung.words()));
        if (learned.tls().takesUnresumed()) {
            words.add("it takes data connections with a TLS session of their own");
        }
        learned.traits().stream().sorted().map(ServerTrait::words).forEach(words::add);
        return words;
    }
}
