package pasv.doctor.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pasv.doctor.probe.PasvProbe;
import pasv.doctor.probe.SpreadProbe;
import pasv.net.Endpoint;

/** Which of several troubles is the verdict, and what its sentence says. */
class VerdictTest {
    private static final Subject SUBJECT = Subject.NOTHING
            .at(new Endpoint("203.0.113.11", 21))
            .onPort(60_004)
            .over(Optional.of(new Subject.Span(60_000, 60_010)));

    @Test
    void anAddressOutranksDataThatWorked() {
        assertEquals(
                "address-loopback",
                verdict(fail("pasv", Trouble.ADDRESS_LOOPBACK), Finding.ok("data", "open"))
                        .id());
    }

    @Test
    void noRangeOutranksThePortThatDoesNotAnswer() {
        Finding range = Finding.warn("range", Trouble.RANGE_NOT_CONFIGURED, SUBJECT);
        assertEquals(
                "range-not-configured",
                verdict(fail("data", Trouble.DATA_NO_ANSWER), range).id());
        assertEquals("healthy", verdict(Finding.ok("data", "open"), range).id());
    }

    @Test
    void aPartOfTheRangeOutranksOnePort() {
        assertEquals(
                "range-partly-open",
                verdict(fail("data", Trouble.DATA_NO_ANSWER), fail("spread", Trouble.RANGE_PARTLY_OPEN))
                        .id());
    }

    @Test
    void aSlowGreetingIsTheVerdictOnlyWhereNothingFails() {
        Finding slow = Finding.warn("banner", Trouble.BANNER_SLOW, SUBJECT.saying("5.0 s"));
        assertEquals("banner-slow", verdict(slow, Finding.ok("data", "open")).id());
        assertEquals(Optional.empty(), verdict(slow).failure());
        assertEquals(
                "data-refused",
                verdict(slow, fail("data", Trouble.DATA_REFUSED)).id());
    }

    @Test
    void twoFaultsAreBothInTheVerdictWithTheirCuresInOrder() {
        Verdict both = verdict(fail("pasv", Trouble.ADDRESS_PRIVATE), fail("data", Trouble.DATA_NO_ANSWER));
        assertEquals("address-private", both.id());
        assertEquals(List.of("data-no-answer"), others(both));
        List<String> where = both.fixes().stream().map(Fix::where).toList();
        assertTrue(where.indexOf("vsftpd.conf") < where.indexOf("nftables"), where::toString);
    }

    @Test
    void whatOnlyFollowsFromAFaultIsNotASecondOne() {
        Verdict closed = verdict(
                fail("data", Trouble.DATA_REFUSED),
                fail("spread", Trouble.DATA_REFUSED),
                fail("write", Trouble.WRITE_REFUSED));
        assertEquals(List.of(), others(closed));
        assertEquals(
                List.of(), others(verdict(fail("banner", Trouble.SESSION_LOST), fail("idle", Trouble.IDLE_RESET))));
        assertEquals(
                List.of("write-refused"),
                others(verdict(fail("pasv", Trouble.ADDRESS_WRONG), fail("write", Trouble.WRITE_REFUSED))));
    }

    @Test
    void aSlowNameServerIsNamedBesideWhatFails() {
        Finding slow = Finding.warn("name", Trouble.NAME_SLOW, SUBJECT.saying("7 s"));
        assertEquals("name-slow", verdict(slow, Finding.ok("data", "open")).id());
        assertEquals(List.of("name-slow"), others(verdict(slow, fail("data", Trouble.DATA_REFUSED))));
    }

    @Test
    void aRouterIsBlamedOnlyWhereTheControlConnectionDied() {
        assertTrue(fixes(Trouble.IDLE_DROPPED).contains("conntrack"));
        assertFalse(fixes(Trouble.FINAL_REPLY_MISSING).contains("conntrack"));
    }

    private static String fixes(Trouble trouble) {
        return Fixes.of(trouble, ServerFamily.UNKNOWN, SUBJECT).toString();
    }

    private static List<String> others(Verdict verdict) {
        return verdict.others().stream().map(other -> other.trouble().id()).toList();
    }

    /** Whose filter it is stands before what to change at the server. */
    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"DATA_NO_ANSWER", "DATA_REFUSED", "DATA_PROHIBITED"})
    void whoseFilterItIsStandsFirst(Trouble closed) {
        Fix first = Fixes.of(closed, ServerFamily.VSFTPD, SUBJECT).get(0);
        assertTrue(first.line().contains("another network"), first::toString);
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void everySentenceIsWhole(Trouble trouble) {
        String sentence = trouble.sentence(SUBJECT.saying("why"));
        assertFalse(sentence.contains("{"), sentence);
        for (ServerFamily family : ServerFamily.values()) {
            Fixes.of(trouble, family, SUBJECT)
                    .forEach(fix -> assertFalse(fix.line().contains("{"), fix::toString));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.11,10.0.0.11,OK,",
        "10.0.0.11,203.0.113.11,FAIL,ADDRESS_PRIVATE",
        "127.0.0.1,10.0.0.11,FAIL,ADDRESS_LOOPBACK",
        "0.0.0.0,10.0.0.11,FAIL,ADDRESS_UNSPECIFIED",
        "100.64.1.1,203.0.113.11,FAIL,ADDRESS_CARRIER",
        "198.51.100.7,203.0.113.11,FAIL,ADDRESS_WRONG",
        "10.9.9.9,10.0.0.11,FAIL,ADDRESS_WRONG",
        "203.0.113.11,10.0.0.11,WARN,"
    })
    void judgesAnAdvertisedAddressByWhereTheServerWasReached(
            String advertised, String peer, Severity severity, Trouble trouble) throws Exception {
        Finding finding =
                PasvProbe.judge("pasv", InetAddress.getByName(advertised), InetAddress.getByName(peer), SUBJECT);
        assertEquals(severity, finding.severity());
        assertEquals(Optional.ofNullable(trouble), finding.trouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(vsFTPd 3.0.5)|VSFTPD| 3.0.5",
                "ProFTPD Server (Debian) [::ffff:10.0.0.11]|PROFTPD|''",
                "ProFTPD 1.3.8 Server|PROFTPD| 1.3.8",
                "--------- Welcome to Pure-FTPd [privsep] [TLS] ----------|PURE_FTPD|''",
                "pyftpdlib 1.5.7 ready.|PYFTPDLIB| 1.5.7",
                "FileZilla Server 1.7.3|FILEZILLA| 1.7.3",
                "Microsoft FTP Service|IIS|''",
                "hello|UNKNOWN|''"
            })
    void recognisesServers(String text, ServerFamily family, String version) {
        assertEquals(family, ServerFamily.recognise(text));
        assertEquals(version.strip(), family.version(text).strip());
    }

    @Test
    void aClosedPortIsFollowedByOneFromElsewhereInTheRange() {
        assertTrue(SpreadProbe.isNear(60_006, List.of(60_008), SUBJECT));
        assertFalse(SpreadProbe.isNear(60_004, List.of(60_008), SUBJECT));
        assertFalse(SpreadProbe.isNear(60_004, List.of(60_008), Subject.NOTHING));
    }

    private static Finding fail(String id, Trouble trouble) {
        return Finding.fail(id, trouble, SUBJECT);
    }

    private static Verdict verdict(Finding... findings) {
        return Verdict.of(List.of(findings), ServerFamily.UNKNOWN, SUBJECT);
    }
}
