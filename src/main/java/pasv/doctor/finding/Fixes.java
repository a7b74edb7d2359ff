package pasv.doctor.finding;

import java.util.ArrayList;
import java.util.List;
import pasv.net.Endpoint;

/**
 * The table of fixes, by trouble and server. Those of vsftpd, ProFTPD, Pure-FTPd and nftables are applied by tests that
 * then see the doctor turn healthy; the others stand in their vendors' manuals and are marked so.
 */
public final class Fixes {
    private static final Fix WHOSE = Fix.look(
            "whose is it",
            "any other FTP server from here, or this one from another network (a phone's): where only this network"
                    + " fails, the filter is on this side and not at the server");

    private Fixes() {}

    public static List<Fix> of(Trouble trouble, ServerFamily family, Subject subject) {
        return switch (trouble) {
            case ADDRESS_LOOPBACK,
                    ADDRESS_UNSPECIFIED,
                    ADDRESS_PRIVATE,
                    ADDRESS_CARRIER,
                    ADDRESS_WRONG,
                    ADDRESS_HIDDEN -> address(family, subject.host());
            case ADDRESS_REWRITTEN ->
                List.of(
                        Fix.manual("router", "switch its FTP helper (FTP ALG, on Linux nf_nat_ftp) off, or repair it"),
                        Fix.look("client", "use ftpes:// instead of ftp://: nobody rewrites what nobody can read"));
            case RANGE_NOT_CONFIGURED -> range(family);
            case DATA_NO_ANSWER, DATA_PROHIBITED, DATA_REFUSED, RANGE_PARTLY_OPEN -> open(trouble, family, subject);
            case NAME_SILENT, NAME_SERVER_FAILED, NAME_SLOW ->
                List.of(
                        Fix.look(
                                "client",
                                "/etc/resolv.conf and resolvectl status name the servers; dig " + subject.host()
                                        + " @SERVER asks one"),
                        Fix.look("client", "the server's address in place of its name"));
            case PACKETS_LOST ->
                List.of(
                        Fix.look("network", "mtr " + subject.host() + " shows from which hop on they are lost"),
                        Fix.look("client", "a cable in place of Wi-Fi, another network; then examine again"));
            case DATA_FILTERED_HERE ->
                List.of(
                        Fix.look("client", "nft list ruleset; where that forbids nothing, ask for the router's rules"),
                        Fix.tested(
                                "here",
                                "nft insert rule inet TABLE CHAIN tcp dport " + subject.ports("-") + " accept"));
            case DATA_INTERCEPTED ->
                List.of(
                        WHOSE,
                        Fix.look("network", "take FTP to this server out of the proxy or the inspection"),
                        Fix.look("client", "ftpes:// in place of ftp://, where the server takes TLS"));
            case RANGE_NOT_FORWARDED -> forwarded(family, subject);
            case MTU_HOLE, DATA_SILENT -> packets(trouble, subject);
            case PASSIVE_REFUSED -> passive(family);
            case DATA_REJECTED ->
                List.of(
                        Fix.look(
                                "client",
                                "no proxy or second line between: both connections must come from one address"),
                        Fix.manual(
                                "vsftpd.conf", "pasv_promiscuous=YES, only where clients really have two addresses"));
            case SERVER_FULL ->
                List.of(
                        Fix.look("server", "ss -nt 'sport = :21' shows who is there"),
                        Fix.tested("vsftpd.conf", "max_clients=50"),
                        Fix.manual("proftpd.conf", "MaxClients 50"),
                        Fix.manual("pure-ftpd", "--maxclientsnumber=50"));
            case TURNED_AWAY ->
                List.of(
                        Fix.look(
                                "server",
                                "fail2ban-client status, /etc/hosts.deny and the server's log say whom it turns away"),
                        Fix.look("client", "another machine or network tells whether the ban is this address's own"));
            case BANNER_SLOW ->
                List.of(
                        Fix.look("server", "time getent hosts CLIENT-ADDRESS; repair its reverse DNS, or:"),
                        Fix.tested("vsftpd.conf", "tcp_wrappers=NO"),
                        Fix.manual("proftpd.conf", "UseReverseDNS off"),
                        Fix.manual("pure-ftpd", "--dontresolve"));
            case CHROOT_WRITABLE ->
                List.of(
                        Fix.look("server", "chmod a-w HOME, and a directory below it for uploads; or:"),
                        Fix.tested("vsftpd.conf", "allow_writeable_chroot=YES"));
            case SERVER_OOPS ->
                List.of(
                        Fix.look("server", "ls -ld HOME: the home must exist and the user must be able to enter it"),
                        Fix.manual("SELinux", "setsebool -P ftpd_full_access 1"));
            case TLS_REQUIRED -> List.of(Fix.look("client", "use ftpes:// instead of ftp://; SFTP is another way"));
            case CERTIFICATE_EXPIRED ->
                List.of(Fix.look("server", "renew the certificate and restart (vsftpd: rsa_cert_file=…)"));
            case CERTIFICATE_UNTRUSTED ->
                List.of(Fix.look("client", "--cacert FILE with the authority that signed it"));
            case SERVER_REFUSED ->
                List.of(
                        Fix.look("server", subject.fill("ss -tlnp 'sport = :{control}' shows who listens")),
                        Fix.look(
                                "server",
                                "where it says 500 OOPS: could not bind listening IPv4 socket, another process has the port"));
            case IDLE_RESET ->
                List.of(
                        Fix.look(
                                "server",
                                "its idle limit (vsftpd: idle_session_timeout, ProFTPD: TimeoutIdle, Pure-FTPd: --maxidletime)"),
                        Fix.look("client", "keep-alives that come sooner than the session is cut"));
            case FINAL_REPLY_MISSING ->
                List.of(Fix.look("server", "its log tells what it does at the end of a transfer"));
            case IDLE_DROPPED ->
                List.of(
                        Fix.manual("router", "sysctl net.netfilter.nf_conntrack_tcp_timeout_established=432000"),
                        Fix.look("client", "keep-alives that come sooner than the router forgets"));
            case WRITE_REFUSED -> write(family);
            default -> List.of();
        };
    }

    private static List<Fix> address(ServerFamily family, String host) {
        return switch (family) {
            case VSFTPD -> List.of(Fix.tested("vsftpd.conf", "pasv_address=" + host));
            case PROFTPD -> List.of(Fix.tested("proftpd.conf", "MasqueradeAddress " + host));
            case PURE_FTPD -> List.of(Fix.tested("pure-ftpd", "--forcepassiveip=" + host));
            case PYFTPDLIB -> List.of(Fix.manual("pyftpdlib", "handler.masquerade_address = '" + host + "'"));
            case FILEZILLA ->
                List.of(Fix.manual(
                        "FileZilla Server", "Server > Configure > FTP > Passive mode: use the address " + host));
            case IIS ->
                List.of(Fix.manual(
                        "IIS",
                        "FTP Firewall Support of the site: External IP Address of Firewall " + host
                                + ", then restart the service ftpsvc"));
            case UNKNOWN ->
                List.of(
                        Fix.tested("vsftpd.conf", "pasv_address=" + host),
                        Fix.tested("proftpd.conf", "MasqueradeAddress " + host),
                        Fix.tested("pure-ftpd", "--forcepassiveip=" + host));
        };
    }

    private static List<Fix> write(ServerFamily family) {
        List<Fix> fixes = new ArrayList<>();
        if (family == ServerFamily.VSFTPD || family == ServerFamily.UNKNOWN) {
            fixes.add(Fix.tested("vsftpd.conf", "write_enable=YES"));
        }
        fixes.add(Fix.look("server", "ls -ld DIRECTORY: the user must be able to write there"));
        fixes.add(Fix.manual("SELinux", "setsebool -P ftpd_full_access 1"));
        return fixes;
    }

    private static List<Fix> range(ServerFamily family) {
        Fix open = Fix.look("firewall", "open 60000-60010 there, under the same numbers");
        return switch (family) {
            case VSFTPD ->
                List.of(
                        Fix.tested("vsftpd.conf", "pasv_min_port=60000"),
                        Fix.tested("vsftpd.conf", "pasv_max_port=60010"),
                        open);
            case PROFTPD -> List.of(Fix.tested("proftpd.conf", "PassivePorts 60000 60010"), open);
            case PURE_FTPD -> List.of(Fix.tested("pure-ftpd", "--passiveportrange=60000:60010"), open);
            case PYFTPDLIB -> List.of(Fix.manual("pyftpdlib", "handler.passive_ports = range(60000, 60011)"), open);
            case FILEZILLA ->
                List.of(
                        Fix.manual("FileZilla Server", "Server > Configure > FTP > Passive mode: ports 60000-60010"),
                        open);
            case IIS ->
                List.of(
                        Fix.manual(
                                "IIS",
                                "appcmd set config /section:system.ftpServer/firewallSupport"
                                        + " /lowDataChannelPort:60000 /highDataChannelPort:60010, then restart ftpsvc"),
                        open);
            case UNKNOWN ->
                List.of(
                        Fix.tested("vsftpd.conf", "pasv_min_port=60000"),
                        Fix.tested("vsftpd.conf", "pasv_max_port=60010"),
                        Fix.tested("proftpd.conf", "PassivePorts 60000 60010"),
                        Fix.tested("pure-ftpd", "--passiveportrange=60000:60010"),
                        open);
        };
    }

    private static List<Fix> open(Trouble trouble, ServerFamily family, Subject subject) {
        String dash = subject.ports("-");
        String whole = subject.range().isPresent()
                ? " is the whole range, " + dash + " is what the replies showed of it"
                : " is the range";
        List<Fix> fixes = new ArrayList<>();
        if (trouble != Trouble.RANGE_PARTLY_OPEN) {
            fixes.add(WHOSE);
        }
        switch (family) {
            case VSFTPD -> fixes.add(Fix.look("vsftpd.conf", "pasv_min_port to pasv_max_port" + whole));
            case PROFTPD -> fixes.add(Fix.look("proftpd.conf", "PassivePorts" + whole));
            case PURE_FTPD -> fixes.add(Fix.look("pure-ftpd", "--passiveportrange" + whole));
            default ->
                fixes.add(Fix.look("server", "its passive range (vsftpd: pasv_min_port to pasv_max_port)" + whole));
        }
        if (family == ServerFamily.IIS || family == ServerFamily.FILEZILLA) {
            fixes.add(Fix.manual(
                    "Windows firewall",
                    "netsh advfirewall firewall add rule name=\"FTP passive\" dir=in action=allow protocol=TCP localport="
                            + dash));
            return fixes;
        }
        if (trouble == Trouble.DATA_REFUSED) {
            fixes.add(Fix.manual("Docker", "-p " + dash + ":" + dash + " beside -p 21:21"));
            fixes.add(Fix.manual("Kubernetes", "one Service port for each of " + dash + ", numbers unchanged"));
        }
        fixes.add(Fix.look("firewalld", "firewall-cmd --list-ports"));
        fixes.add(Fix.manual(
                "firewalld", "firewall-cmd --permanent --add-port=" + dash + "/tcp && firewall-cmd --reload"));
        fixes.add(Fix.manual("ufw", "ufw allow " + subject.ports(":") + "/tcp"));
        fixes.add(Fix.tested("nftables", "nft insert rule inet TABLE CHAIN tcp dport " + dash + " accept"));
        return fixes;
    }

    private static List<Fix> forwarded(ServerFamily family, Subject subject) {
        List<Fix> fixes = new ArrayList<>();
        fixes.add(Fix.tested(
                "router",
                "nft insert rule ip TABLE CHAIN ip daddr " + subject.host() + " tcp dport " + subject.ports("-")
                        + " dnat to "
                        + subject.advertised().map(Endpoint::numeric).orElse("SERVER")));
        fixes.add(Fix.manual("Docker", "-p " + subject.ports("-") + ":" + subject.ports("-") + " beside -p 21:21"));
        fixes.addAll(open(Trouble.DATA_NO_ANSWER, family, subject));
        return fixes;
    }

    private static List<Fix> packets(Trouble trouble, Subject subject) {
        List<Fix> fixes = new ArrayList<>();
        fixes.add(Fix.look(
                "client",
                "ping -M do -s 1472 " + subject.host() + " goes unanswered and -s 1300 does not: then it is the MTU"));
        if (trouble == Trouble.MTU_HOLE) {
            fixes.add(Fix.tested(
                    "router", "nft insert rule inet TABLE CHAIN tcp flags syn tcp option maxseg size set 1360"));
            fixes.add(
                    Fix.look("router", "let ICMP \"fragmentation needed\" (type 3 code 4; IPv6: packet too big) pass"));
        }
        fixes.add(Fix.look("client", "ip link set dev DEVICE mtu 1400 gets along with it"));
        return fixes;
    }

    private static List<Fix> passive(ServerFamily family) {
        return family == ServerFamily.VSFTPD || family == ServerFamily.UNKNOWN
                ? List.of(Fix.tested("vsftpd.conf", "pasv_enable=YES"))
                : List.of();
    }
}
