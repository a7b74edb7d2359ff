package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses: from where they can be reached, and how they are written. */
class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, UNSPECIFIED",
        "::, UNSPECIFIED",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "169.254.1.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "10.0.0.11, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.1, PUBLIC",
        "192.168.1.1, PRIVATE",
        "fc00::1, PRIVATE",
        "fd12::1, PRIVATE",
        "100.64.0.1, SHARED",
        "100.127.255.255, SHARED",
        "100.128.0.1, PUBLIC",
        "224.0.0.1, RESERVED",
        "255.255.255.255, RESERVED",
        "0.1.2.3, RESERVED",
        "ff02::1, RESERVED",
        "93.184.216.34, PUBLIC",
        "2001:db8::1, PUBLIC",
    })
    void scope(String address, AddressScope scope) throws UnknownHostException {
        assertEquals(scope, AddressScope.of(InetAddress.getByName(address)));
    }

    @Test
    void narrowIsNarrowerThanWide() {
        assertTrue(AddressScope.PRIVATE.isNarrowerThan(AddressScope.PUBLIC));
        assertTrue(AddressScope.LOOPBACK.isNarrowerThan(AddressScope.PRIVATE));
        assertFalse(AddressScope.PUBLIC.isNarrowerThan(AddressScope.PRIVATE));
        assertFalse(AddressScope.PRIVATE.isNarrowerThan(AddressScope.PRIVATE));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.11, 21, 10.0.0.11:21",
        "::1, 21, [::1]:21",
        "ftp.example.org, 2121, ftp.example.org:2121",
    })
    void endpoint(String host, int port, String written) {
        assertEquals(written, new Endpoint(host, port).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80:0:0:0:0:0:0:1, fe80::1",
        "127.0.0.1, 127.0.0.1",
    })
    void numericAsInRfc5952(String address, String written) throws UnknownHostException {
        assertEquals(written, Endpoint.numeric(InetAddress.getByName(address)));
    }

    @Test
    void noEndpointHasNoHostOrAnImpossiblePort() {
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("", 21));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("h", 0));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("h", 65_536));
    }
}
