package pasv.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OptionsTest {
    private final Options options = Options.own();
    private final Options.Given<Boolean> required = options.flag("--require-tls", "refuse to speak in clear");
    private final Options.Given<Integer> retries =
            options.value("--retries", "N", Integer.class, "attempts").or(3);
    private final Options.Given<String> user = options.text("-u,--user", "NAME", "log in as NAME");
    private final Options.Given<List<String>> words = options.words("URL", "what to fetch");

    private void parse(Map<String, String> settled, String... args) {
        CommandSpec command = CommandSpec.create();
        options.to(command);
        new CommandLine(command)
                .setDefaultValueProvider(new SettingNames.Defaults(settled))
                .parseArgs(args);
    }

    @Test
    void whatIsNotGivenIsTheDefault() {
        parse(Map.of());
        assertFalse(required.value());
        assertEquals(3, retries.value());
        assertEquals(Optional.empty(), user.get());
        assertEquals(List.of(), words.value());
    }

    @Test
    void theCommandLineWinsOverWhatIsSettled() {
        parse(Map.of("retries", "7", "user", "b"), "--user=a", "x", "y");
        assertEquals(7, retries.value());
        assertEquals("a", user.value());
        assertEquals(List.of("x", "y"), words.value());
    }

    @Test
    void aFlagThatIsOnIsNotTurnedOffBySayingItAgain() {
        parse(Map.of("require-tls", "true"), "--require-tls");
        assertTrue(required.value());
    }

    @Test
    void aFlagThatIsSettledIsOn() {
        parse(Map.of("require-tls", "true"));
        assertTrue(required.value());
    }
}
