package pasv.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pasv.doctor.finding.Diagnosis;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.ServerFamily;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.doctor.finding.Verdict;
import pasv.doctor.probe.PasvProbe;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Reply;
import pasv.net.Endpoint;

/**
 * A saved conversation, examined offline. Reads a {@code -v} log of pasv, or what was pasted from curl, lftp, FileZilla
 * or Wireshark, and comes to the same verdicts as a live examination, as far as the log goes.
 */
public final class SavedLog {
    private static final Pattern PEER = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})\\)?(?::| port )([0-9]{1,5})");
    private static final Pattern SECRET = Pattern.compile("(?i)(?:PASS|ACCT|SITE PSWD) (.+)");
    /** A shorter password stands for too much else in a log to be masked wherever its letters are. */
    private static final int LONG_ENOUGH = 4;

    private static final int TOO_WIDE = 8_000;
    private static final int SEVERAL = 4;

    private final List<LogLine> lines;
    private final List<Finding> findings = new ArrayList<>();
    private final TreeSet<Integer> ports = new TreeSet<>();
    private final TreeSet<Integer> open = new TreeSet<>();
    private final TreeSet<Integer> closed = new TreeSet<>();
    private Subject subject = Subject.NOTHING;
    private Optional<PassiveReply> pending = Optional.empty();
    private String command = "";
    /** What is known before the server has said anything. */
    private Optional<LoggedDoor> door = Optional.of(new LoggedDoor());

    private SavedLog(List<LogLine> lines) {
        this.lines = lines;
    }

    /** The diagnosis of a log; empty where it holds neither an FTP reply nor an attempt at one. */
    public static Optional<Diagnosis> diagnose(String text) {
        List<LogLine> lines = LogLine.of(text);
        Diagnosis diagnosis = new SavedLog(lines).diagnosis();
        boolean silent = lines.stream().noneMatch(line -> line.code() > 0);
        return silent && diagnosis.findings().isEmpty() ? Optional.empty() : Optional.of(diagnosis);
    }

    /** A line of a log, as a picture of it needs it. */
    public record Line(boolean sent, boolean received, String text) {}

    /** The lines of a log, whoever wrote it. */
    public static List<Line> lines(String text) {
        return LogLine.of(text).stream()
                .map(line ->
                        new Line(line.kind() == LogLine.Kind.SENT, line.kind() == LogLine.Kind.RECEIVED, line.text()))
                .toList();
    }

    /** The log without the passwords that other programs write into theirs, wherever they stand again. */
    public static String masked(String log) {
        String masked = log;
        for (LogLine line : LogLine.of(log)) {
            Matcher secret = SECRET.matcher(line.text());
            if (line.kind() == LogLine.Kind.SENT
                    && secret.matches()
                    && !secret.group(1).equals("****")) {
                masked = masked.replace(line.text(), line.text().substring(0, secret.start(1)) + "****");
                if (secret.group(1).length() >= LONG_ENOUGH) {
                    masked = masked.replace(secret.group(1), "****");
                }
            }
        }
        return FtpUrl.withoutPassword(masked);
    }

    private Diagnosis diagnosis() {
        for (LogLine line : lines) {
            if (line.kind() == LogLine.Kind.NOTE) {
                noted(line.text());
            } else if (line.kind() == LogLine.Kind.SENT) {
                command = line.text().split(" ", 2)[0];
            } else if (line.code() > 0) {
                door = Optional.empty();
                replied(line.code(), line.text());
            }
        }
        if (pending.isPresent()) {
            dataFailed(Trouble.DATA_NO_ANSWER, "the log ends after the passive reply: no 150 and no data came");
        }
        judgeRange();
        String replies = lines.stream()
                .filter(line -> line.kind() == LogLine.Kind.RECEIVED)
                .map(LogLine::text)
                .collect(Collectors.joining("\n"));
        ServerFamily family = ServerFamily.recognise(replies);
        List<Finding> advised =
                findings.stream().map(f -> f.advised(family, subject)).toList();
        return new Diagnosis(family.shown() + family.version(replies), advised, Verdict.of(advised, family, subject));
    }

    private void noted(String text) {
        if (subject.server().isEmpty()) {
            peer(text).ifPresent(peer -> subject = subject.at(peer));
        }
        String said = text.toLowerCase(Locale.ROOT);
        if (said.contains("certificate") && said.contains("expired")) {
            fail("tls", Trouble.CERTIFICATE_EXPIRED, text);
        } else if (said.contains("certificate problem")
                || said.contains("not trusted")
                || said.contains("self-signed")) {
            fail("tls", Trouble.CERTIFICATE_UNTRUSTED, text);
        } else if (door.isPresent()) {
            door.get().hear(text).ifPresent(trouble -> {
                subject = door.get().server().map(subject::at).orElse(subject);
                fail(trouble == Trouble.BANNER_SILENT ? "banner" : "tcp", trouble, text);
                door = Optional.empty();
            });
        } else if (pending.isPresent()) {
            closedPort(said).ifPresent(trouble -> dataFailed(trouble, text));
        }
    }

    private static Optional<Trouble> closedPort(String said) {
        if (said.contains("no route to host") || said.contains("is barred") || said.contains("ehostunreach")) {
            return Optional.of(Trouble.DATA_PROHIBITED);
        }
        if (said.contains("refused")) {
            return Optional.of(Trouble.DATA_REFUSED);
        }
        boolean silent = said.contains("timed out") || said.contains("timeout") || said.contains("no answer from");
        return silent ? Optional.of(Trouble.DATA_NO_ANSWER) : Optional.empty();
    }

    /** The last address with a port on the line: {@code connected 10.0.0.101:41712 → 10.0.0.11:21}. */
    private static Optional<Endpoint> peer(String text) {
        Matcher found = PEER.matcher(text);
        Optional<Endpoint> last = Optional.empty();
        while (found.find()) {
            int port = Integer.parseInt(found.group(2));
            if (port > 0 && port <= Endpoint.MAX_PORT) {
                last = Optional.of(new Endpoint(found.group(1), port));
            }
        }
        return last;
    }

    private static Trouble turnedAway(String said) {
        return said.matches("(?s).*(too many|maximum|max\\.|limit|clients? allowed|\\bfull\\b).*")
                ? Trouble.SERVER_FULL
                : Trouble.TURNED_AWAY;
    }

    private void replied(int code, String text) {
        String said = text.toLowerCase(Locale.ROOT);
        switch (code) {
            case PassiveReply.PASV, PassiveReply.EPSV -> passive(code, text);
            case 226, 250 -> pending.ifPresent(passive -> arrived(passive, text));
            case 425 -> dataFailed(Trouble.DATA_REJECTED, text);
            case 421 -> fail("banner", turnedAway(said), text);
            case 522 -> fail("data", Trouble.DATA_TLS, text);
            case 530 -> rejected(said, text);
            default -> {
                if (code == 500 && said.contains("oops")) {
                    fail("login", Trouble.ofRejection(text), text);
                }
            }
        }
    }

    /** A 530 to AUTH, as vsftpd says where TLS is off, is no rejected login: lftp goes on in clear. */
    private void rejected(String said, String text) {
        if (!command.equals("AUTH")) {
            boolean clear = said.matches(".*(encrypt|tls|ssl).*");
            fail("login", clear ? Trouble.TLS_REQUIRED : Trouble.LOGIN_REJECTED, text);
        }
    }

    private void passive(int code, String text) {
        if (pending.isPresent()) {
            dataFailed(Trouble.DATA_NO_ANSWER, "asked for another port before any data came");
        }
        try {
            PassiveReply reply = PassiveReply.of(Reply.of(code, text.length() > 4 ? text.substring(4) : ""));
            pending = Optional.of(reply);
            ports.add(reply.port());
            subject = subject.onPort(reply.port());
            reply.advertised().ifPresent(address -> judgeAddress(address, text));
        } catch (PassiveReply.Rejected e) {
            findings.add(Finding.fail("pasv", Trouble.PASSIVE_GARBLED, subject.saying(e.why()), text));
        }
    }

    private void judgeAddress(InetAddress address, String text) {
        subject = subject.advertising(address);
        // without the peer only what is wrong everywhere can be judged
        Optional<InetAddress> peer = subject.server().flatMap(server -> numeric(server.host()));
        boolean wrongAnywhere = address.isAnyLocalAddress() || address.isLoopbackAddress();
        if (peer.isPresent() || wrongAnywhere) {
            findings.add(PasvProbe.judge("pasv", address, peer.orElseGet(SavedLog::nobody), subject, text));
        }
    }

    /** An address that no server has (RFC 5737), so that nothing equals it. */
    private static InetAddress nobody() {
        return numeric("192.0.2.1").orElseThrow();
    }

    private static Optional<InetAddress> numeric(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private void arrived(PassiveReply passive, String text) {
        open.add(passive.port());
        pending = Optional.empty();
        findings.add(Finding.ok("data", "data came through port " + passive.port(), text));
    }

    private void dataFailed(Trouble trouble, String evidence) {
        pending.ifPresent(passive -> closed.add(passive.port()));
        pending = Optional.empty();
        fail("data", trouble, evidence);
    }

    private void fail(String id, Trouble trouble, String evidence) {
        findings.add(Finding.fail(id, trouble, subject.saying(evidence), evidence));
    }

    private void judgeRange() {
        if (ports.size() > 1) {
            subject = subject.over(Optional.of(new Subject.Span(ports.first(), ports.last())));
        }
        if (ports.size() >= SEVERAL && ports.last() - ports.first() > TOO_WIDE) {
            findings.add(Finding.warn("range", Trouble.RANGE_NOT_CONFIGURED, subject));
        }
        if (!open.isEmpty() && !closed.isEmpty()) {
            fail("spread", Trouble.RANGE_PARTLY_OPEN, "open " + open + ", not " + closed);
        }
    }
}
