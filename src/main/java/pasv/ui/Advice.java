package pasv.ui;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.net.Endpoint;

/** The advice for a failure. One or two things to try, chosen by its kind. */
final class Advice {
    private static final int NO_ROOM = 552;
    private static final int NO_ROOM_NOW = 452;

    private static final String EITHER_SIDE =
            "the firewall may as well be on this side: if another network (a phone's) gets through it is, if any other FTP"
                    + " server works from here it is the server's";
    private static final String UPLOAD_AGAIN =
            "the same command with -c goes on from what is there, if that is the beginning of the file";
    /** So many bytes of an upload may be in this machine's buffers, and none with the server. */
    private static final long IN_BUFFERS = 4 << 20;

    private Advice() {}

    /** What may be due to something that an earlier run has learned of the server. */
    private static final Set<Failure> OF_MEMORY = Set.of(
            Failure.TLS_FAILED,
            Failure.DATA_SESSION_REFUSED,
            Failure.REPLY_TIMEOUT,
            Failure.NOT_UNDERSTOOD,
            Failure.CONTROL_LOST,
            Failure.REFUSED);

    static List<String> of(FtpException e) {
        Circumstances c = e.circumstances();
        if (!c.byMemory() || !OF_MEMORY.contains(e.failure()) || c.peer().isEmpty()) {
            return ofKind(e);
        }
        List<String> all = new ArrayList<>(ofKind(e));
        all.add("this run went by what earlier ones had learned of the server: pasv hosts shows it, pasv hosts --forget"
                + " HOST forgets it");
        return all;
    }

    private static List<String> ofKind(FtpException e) {
        Circumstances c = e.circumstances();
        String port = c.dataPeer().map(peer -> Integer.toString(peer.port())).orElse("N");
        String server = c.peer().map(Endpoint::toString).orElse("the server");
        if (isUpload(c) && !ofUpload(e).isEmpty()) {
            return ofUpload(e);
        }
        return switch (e.failure()) {
            case USAGE -> List.of();
            case NAME_UNKNOWN -> List.of("check the spelling of the host, or use its address");
            case NAME_SILENT ->
                List.of("no name server answers: look at this machine's network and at /etc/resolv.conf, or use the"
                        + " server's address");
            case NAME_SERVER_FAILED ->
                List.of("the name server is at fault and not the name: another one (/etc/resolv.conf) or the server's"
                        + " address helps, and so may time");
            case CONNECT_REFUSED ->
                List.of("is the FTP server running, and on this port? on the server: ss -tlnp | grep :" + portOf(c));
            case CONNECT_NO_ANSWER ->
                List.of("a firewall drops the connection, or the host is down: open port " + portOf(c)
                        + " on the server");
            case PROXY_REFUSED ->
                List.of(
                        e.getMessage().contains("is not to be trusted")
                                ? "is it the right proxy? --proxy-cacert FILE with the authority that issued its"
                                        + " certificate, or --proxy-pin sha256:HEX with the certificate itself"
                                : "look at the proxy's rules, and at the user in --proxy; --proxy off goes the direct"
                                        + " way",
                        "squid lets 443 alone through by its default: acl ftp_ports port 21 1024-65535, then http_access"
                                + " allow CONNECT ftp_ports; tinyproxy: ConnectPort 21");
            case UNREACHABLE -> List.of("check this machine's network and routes to " + server);
            case CONTROL_LOST -> List.of(again(c));
            case TURNED_AWAY ->
                List.of(
                        "the server or something in front of it does not want this machine now: a ban after failed"
                                + " logins (fail2ban), an access list (hosts.deny, tcp_wrappers), maintenance",
                        "is " + portOf(c) + " the port of an FTP server? its log says why it hung up");
            case SERVER_FULL -> List.of("try later, or raise the server's limit (vsftpd: max_clients, max_per_ip)");
            case TLS_REQUIRED -> List.of("ftpes:// in place of ftp://, or --tls explicit");
            case TLS_FAILED ->
                e.getMessage().contains("; use ftp") || e.getMessage().contains("leave out --tls-max")
                        ? List.of()
                        : e.getMessage().contains("client certificate")
                                ? List.of("--cert FILE --key FILE with the certificate that the server expects of you")
                                : List.of("compare what the server offers: openssl s_client -starttls ftp -connect "
                                        + server);
            case CERTIFICATE -> certificate(e.getMessage());
            case DATA_UNPROTECTED ->
                List.of("on the server allow protected data connections (vsftpd: ssl_enable=YES,"
                        + " force_local_data_ssl=YES; ProFTPD: TLSRequired on)");
            case DATA_SESSION_REFUSED ->
                List.of("on the server allow sessions that are not resumed (vsftpd: require_ssl_reuse=NO;"
                        + " ProFTPD: TLSOptions NoSessionReuseRequired)");
            case LOGIN_REJECTED ->
                e.getMessage().contains("wants an account")
                        ? List.of("account NAME in the machine's entry of ~/.netrc")
                        : List.of("check user and password; name the user with -u NAME or ftp://NAME@HOST/");
            case LOGIN_DEFERRED -> List.of("try again in a few minutes");
            case NO_PASSWORD ->
                List.of("--password-command CMD, --password-env VAR or ~/.netrc; there is no terminal to ask on");
            case NOT_UNDERSTOOD ->
                c.phase() == Phase.PASSIVE
                        ? List.of("the server is at fault, or a router that rewrites its replies: the other passive"
                                + " command may be answered better, --passive pasv or --passive epsv")
                        : e.getMessage().contains(" unreadable lines")
                                ? List.of(
                                        "ls --raw shows the listing as the server sends it; with the first lines of that"
                                                + " and the server's name in a report pasv can learn to read it")
                                : List.of("check host and port: is this an FTP server?");
            case HOSTILE -> hostile(e);
            case REFUSED_FOR_NOW -> List.of("run the same command again later");
            case REFUSED -> refused(c);
            case NO_RESTART -> List.of("--no-resume");
            case PASSIVE_REFUSED ->
                List.of(
                        "on the server allow passive mode (vsftpd: pasv_enable=YES)",
                        "active mode is no way out and not there: the server would have to connect to this machine,"
                                + " which NAT and firewalls on this side forbid");
            case NO_PASSIVE_PORT ->
                List.of("every port of the server's passive range is in use: widen it (vsftpd: pasv_min_port,"
                        + " pasv_max_port; Pure-FTPd: PassivePortRange; ProFTPD: PassivePorts), or use fewer sessions");
            case DATA_NO_ANSWER ->
                List.of(
                        "a firewall drops port " + port + ": open the server's passive range, as in"
                                + " firewall-cmd --permanent --add-port=60000-60010/tcp && firewall-cmd --reload",
                        "compare the range with the server's (vsftpd: pasv_min_port, pasv_max_port)",
                        EITHER_SIDE);
            case DATA_CONNECT_REFUSED ->
                List.of(
                        "nothing listens on port " + port + " there, or a firewall rejects it: is the server behind NAT"
                                + " whose passive range is not forwarded?",
                        EITHER_SIDE);
            case DATA_PROHIBITED ->
                List.of("a firewall forbids port " + port + ": open the server's passive range in it");
            case DATA_PROXY_REFUSED ->
                List.of(
                        "squid: acl ftp_ports port 21 1024-65535, then http_access allow CONNECT ftp_ports before the"
                                + " denials (its default lets 443 alone through)",
                        "tinyproxy: take away the ConnectPort lines, or add one for each port of the passive range",
                        "dante: socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 command: connect }, or the passive range in it",
                        "--proxy with another proxy, SOCKS rather than HTTP");
            case DATA_REJECTED ->
                List.of(
                        "connect from the same address as the control connection (no proxy between)",
                        "if the server's words speak of its own trouble, run the same command again later");
            case DATA_INTERCEPTED ->
                List.of(
                        "a proxy or an inspection of FTP on the way takes port " + port + " in the server's place:"
                                + " another network (a phone's) tells whose it is",
                        "ftpes:// in place of ftp:// hides the ports from it, where the server takes TLS");
            case REPLY_TIMEOUT -> List.of("--reply-timeout with more time, or look at the server's log");
            case IDLE_TIMEOUT ->
                e.getMessage().contains("not one byte")
                        ? List.of(mtu(c), "--idle-timeout with more time")
                        : List.of(again(c), "--idle-timeout with more time");
            case FINISH_TIMEOUT -> List.of("--finish-timeout with more time: some servers check files at the end");
            case DEADLINE -> List.of("--max-time with more time; what has come is kept");
            case INCOMPLETE, DATA_RESET, TRANSFER_ABORTED -> List.of(again(c));
            case MISMATCH -> List.of("fetch it again with --no-resume; if it differs again, the server is wrong");
            case UNVERIFIED -> List.of("leave out --verify require to accept a file without proof");
            case LOCAL_FILE -> List.of(local(e.getMessage()));
            case NO_SPACE -> List.of("make room, then run the same command again: what has come is kept");
            case OUTPUT_CLOSED, CANCELLED -> List.of();
        };
    }

    /** By what our own words say is wrong with it. */
    private static List<String> certificate(String message) {
        List<String> all = new ArrayList<>();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        if (message.contains("the data connection shows another certificate")) {
            return List.of(
                    "somebody may have taken the data port over: do not go on before the server's owner has looked",
                    "a server that uses two certificates must be given one (vsftpd: rsa_cert_file; ProFTPD:"
                            + " TLSRSACertificateFile)");
        }
        if (message.contains(" has changed: ")) {
            return List.of(
                    "ask the server's owner whether it was renewed, and compare the SHA-256; then pasv trust URL keeps"
                            + " the new one");
        }
        if (message.contains(" is not the pinned one")) {
            return List.of("ask the server's owner for the SHA-256 of the certificate in use, and give that to --pin");
        }
        if (message.contains(" expired on ")) {
            all.add("the server's owner must renew it; if it should be valid, this machine's clock is wrong: it says "
                    + now);
        }
        if (message.contains(" is not valid before ")) {
            all.add("is this machine's clock right? it says " + now);
        }
        if (message.contains(" is issued for ")) {
            all.add("reach the server by a name that it is issued for, or let its owner issue one for this name");
        }
        if (message.contains("does not send")) {
            all.add("the server must send the certificates between its own and the authority's too, in one file behind"
                    + " its own (vsftpd: rsa_cert_file; ProFTPD: TLSCertificateChainFile)");
        }
        if (message.contains(" is self-signed") || message.contains(" is issued by ") || all.isEmpty()) {
            all.add("is it the right server? pasv trust URL shows the certificate, and keeps it once you accept it");
            all.add("--cacert FILE with the authority that issued it");
        }
        return all;
    }

    /** What has come is spoken of only where something has. */
    private static String again(Circumstances c) {
        // in the middle of a transfer the count runs behind what is on the disk
        boolean some = c.phase() == Phase.TRANSFER
                || c.phase() == Phase.FINISH
                || c.extent().filter(extent -> extent.done() > 0).isPresent();
        return "run the same command again" + (some ? ": what has come is kept and gone on from" : "");
    }

    /** Replies are small and come, data fills packets and does not. */
    private static String mtu(Circumstances c) {
        String host = c.peer().map(Endpoint::host).orElse("HOST");
        return "full packets may vanish on the way where small ones pass (a link whose MTU is smaller than announced): ping"
                + " -M do -s 1472 " + host + " tells; ip link set dev DEVICE mtu 1400 here, or the MSS clamped on the"
                + " router, helps";
    }

    static boolean isUpload(Circumstances c) {
        return c.command()
                .filter(command -> command.matches("(STOR|APPE|RNTO) .*"))
                .isPresent();
    }

    private static List<String> ofUpload(FtpException e) {
        int code = e.reply().map(Reply::code).orElse(0);
        if (code == NO_ROOM || code == NO_ROOM_NOW) {
            return List.of("the server has no room for it, or the user's quota is used up: make room there");
        }
        return switch (e.failure()) {
            case IDLE_TIMEOUT ->
                e.circumstances()
                                .extent()
                                .filter(extent -> extent.done() > IN_BUFFERS)
                                .isPresent()
                        ? List.of(UPLOAD_AGAIN)
                        : List.of(UPLOAD_AGAIN, mtu(e.circumstances()));
            case CONTROL_LOST, INCOMPLETE, DATA_RESET, TRANSFER_ABORTED -> List.of(UPLOAD_AGAIN);
            case FINISH_TIMEOUT ->
                List.of("--finish-timeout with more time: some servers check files at the end", mtu(e.circumstances()));
            case DEADLINE -> List.of("--max-time with more time; -c goes on from what is there");
            case MISMATCH -> List.of("send it again when nobody writes to the file");
            case REFUSED ->
                e.getMessage().startsWith("there is no directory ")
                        ? List.of("put --create makes it, and so does pasv mkdir -p URL")
                        : List.of("check that you may write there, and that nothing of that name is in the way"
                                + (e.getMessage().contains("all bytes are on the server as ")
                                        ? "; --no-atomic sends under the name itself"
                                        : ""));
            default -> List.of();
        };
    }

    private static String portOf(Circumstances c) {
        return c.peer().map(peer -> Integer.toString(peer.port())).orElse("21");
    }

    private static List<String> hostile(FtpException e) {
        return e.circumstances().passive().isPresent()
                ? List.of("--pasv-address control, which is the default and connects to the control connection's peer")
                : List.of("choose the local name yourself with -o FILE");
    }

    private static String local(String message) {
        if (message.contains("it is a directory")) {
            return "name the files in it, as with DIR/*: put sends files";
        }
        if (message.contains(" the report ")) {
            return "choose another place with --report FILE";
        }
        if (message.contains(" cannot be used: ")) {
            return "look at both trees anew: --plan FILE in place of --from-plan writes another plan";
        }
        if (message.startsWith("no part of ") || message.startsWith("not done of ")) {
            return "run the parts that are not done, as in --from-plan FILE --shard 0/4, and then --finish";
        }
        boolean missing = message.endsWith(" does not exist") && !message.startsWith("the directory ");
        return message.contains(" read ") || missing
                ? "check the file's name and permissions"
                : "choose another place with -o FILE or -d DIR";
    }

    private static List<String> refused(Circumstances c) {
        String text = c.reply().map(Reply::text).orElse("").toLowerCase(Locale.ROOT);
        if (text.contains("no such") || text.contains("not found") || text.contains("failed to open")) {
            boolean absolute =
                    c.command().filter(command -> command.contains(" /")).isPresent();
            return List.of(
                    absolute
                            ? "check the path: ls shows what is there"
                            : "check the path: it is relative to the login directory; //path is absolute");
        }
        return text.contains("permission") ? List.of("check the permissions of the file on the server") : List.of();
    }
}
