package pasv.ftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** Rows of a table in a text file: what goes in, {@code =>}, what must come of it. */
public final class Table {
    private Table() {}

    public static List<Arguments> of(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/pasv/ftp").resolve(file)).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split(" => ", 2))
                .map(row -> Arguments.of(row[0], row[1]))
                .toList();
    }

    /** The bytes that a row writes with {@code \r}, {@code \n}, {@code \0} and {@code \xFF}. */
    public static byte[] bytes(String written) {
        String plain = written.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
        java.util.regex.Matcher hex =
                java.util.regex.Pattern.compile("\\\\x([0-9a-f]{2})").matcher(plain);
        String all = hex.replaceAll(found ->
                java.util.regex.Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
        return all.getBytes(StandardCharsets.ISO_8859_1);
    }
}
