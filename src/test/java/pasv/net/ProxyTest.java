package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names a proxy, and for which hosts. */
class ProxyTest {
    @ParameterizedTest
    @CsvSource({
        "socks5://p, socks5://p:1080",
        "SOCKS5H://p:9050/, socks5h://p:9050",
        "p:3129, http://p:3129",
        "http://u:x%40y@[::1]:8080, http://[::1]:8080",
        "https://u@p, https://p:443",
        "socks4a://u@p, socks4a://p:1080"
    })
    void urls(String text, String shown) {
        assertEquals(shown, Proxy.parse(text).toString());
    }

    @Test
    void passwordsAreDecodedAndNotShown() {
        Proxy proxy = Proxy.parse("http://u+v:x%40y:z@p");
        assertEquals(Optional.of("u+v"), proxy.user());
        assertEquals(Optional.of("x@y:z"), proxy.password());
        assertFalse(proxy.toString().contains("x@y"));
        IllegalArgumentException wrong =
                assertThrows(IllegalArgumentException.class, () -> Proxy.parse("gopher://u:secret@p"));
        assertFalse(wrong.getMessage().contains("secret"), wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h.example|ftp_proxy=http://one:1|http://one:1",
                "h.example|FTP_PROXY=http://one:1|http://one:1",
                "h.example|ALL_PROXY=socks5://two:2;ftp_proxy=http://one:1|http://one:1",
                "h.example|all_proxy=socks5h://two:2|socks5h://two:2",
                "h.example|http_proxy=http://one:1|",
                "h.example|all_proxy=socks5h://two:2;no_proxy=*|",
                "h.example|all_proxy=socks5h://two:2;NO_PROXY=a.b,.example|",
                "example|all_proxy=socks5h://two:2;no_proxy=.example|",
                "nexample|all_proxy=socks5h://two:2;no_proxy=example|socks5h://two:2",
                "10.0.0.11|all_proxy=socks5h://two:2;no_proxy=10.0.0.11, x|",
                "10.1.2.3|all_proxy=socks5h://two:2;no_proxy=x,10.0.0.0/8|",
                "11.1.2.3|all_proxy=socks5h://two:2;no_proxy=10.0.0.0/8|socks5h://two:2",
                "10.0.0.9|all_proxy=socks5h://two:2;no_proxy=10.0.0.8/0|socks5h://two:2",
                "10.0.0.9|all_proxy=socks5h://two:2;no_proxy=10.0.0.8/31|",
                "10.0.0.9|all_proxy=socks5h://two:2;no_proxy=10.0.0.9/33|socks5h://two:2",
                "x.10.0.0.9|all_proxy=socks5h://two:2;no_proxy=10.0.0.9/32|socks5h://two:2",
                "2001:db8::5|all_proxy=socks5h://two:2;no_proxy=2001:db8::/32|",
                "2001:db9::5|all_proxy=socks5h://two:2;no_proxy=2001:db8::/32|socks5h://two:2",
                "h.example.|all_proxy=socks5h://two:2;no_proxy=example.|",
                "h.example|all_proxy=socks5h://two:2;no_proxy=a,*|socks5h://two:2",
                "::1|all_proxy=socks5h://two:2;no_proxy=[::1]|"
            })
    void theEnvironmentIsReadAsCurlReadsIt(String host, String variables, String shown) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (String each : variables.split(";")) {
            environment.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        assertEquals(Optional.ofNullable(shown), Proxy.of(environment, host).map(Proxy::toString));
    }
}
