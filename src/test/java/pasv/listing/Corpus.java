package pasv.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which lines have servers sent, and what must become of them? The corpus files next to this test, read into rows. */
final class Corpus {
    private static final Path FOLDER = Path.of("src/test/resources/pasv/listing");

    /** One listing and what it must become; the expectations are kept as they are written. */
    record Row(
            String title,
            String listing,
            byte[] text,
            List<String> entries,
            List<String> notUnderstood,
            List<String> refused,
            long skipped,
            boolean cut) {
        @Override
        public String toString() {
            return title;
        }
    }

    private Corpus() {}

    static Stream<Row> rows() {
        return files().flatMap(file -> rowsOf(file).stream());
    }

    static Stream<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long titlesIn(Path file) {
        return lines(file).filter(line -> line.startsWith("row ")).count();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rowsOf(Path file) {
        List<Row> rows = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String listing = "";
        for (String line : lines(file).toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("listing ")) {
                listing = line.substring(8);
            } else if (line.isEmpty()) {
                addRow(rows, file, listing, block);
            } else {
                block.add(line);
            }
        }
        addRow(rows, file, listing, block);
        return rows;
    }

    private static void addRow(List<Row> rows, Path file, String listing, List<String> block) {
        if (block.isEmpty()) {
            return;
        }
        String family = file.getFileName().toString().replace(".txt", "");
        List<byte[]> lines = withMark(block, "<").stream().map(Corpus::bytes).toList();
        boolean cut = block.contains("cut");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            text.writeBytes(lines.get(i));
            if (i < lines.size() - 1 || !cut) {
                text.writeBytes("\r\n".getBytes(UTF_8));
            }
        }
        List<String> skipped = withMark(block, "~");
        rows.add(new Row(
                family + ": " + block.get(0).substring(4),
                listing,
                text.toByteArray(),
                block.stream()
                        .filter(line -> line.startsWith("= ") || line.startsWith("+ "))
                        .toList(),
                withMark(block, "?"),
                withMark(block, "!"),
                skipped.isEmpty() ? 0 : Long.parseLong(skipped.get(0)),
                cut));
        block.clear();
    }

    private static List<String> withMark(List<String> block, String mark) {
        return block.stream()
                .filter(line -> line.equals(mark) || line.startsWith(mark + " "))
                .map(line -> line.length() < 2 ? "" : line.substring(2))
                .toList();
    }

    static byte[] bytes(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < escaped.length()) {
            char c = escaped.charAt(at);
            if (c != '\\') {
                int codePoint = escaped.codePointAt(at);
                bytes.writeBytes(Character.toString(codePoint).getBytes(UTF_8));
                at += Character.charCount(codePoint);
            } else if (escaped.charAt(at + 1) == 'x') {
                bytes.write(Integer.parseInt(escaped.substring(at + 2, at + 4), 16));
                at += 4;
            } else {
                bytes.write(escaped.charAt(at + 1) == 't' ? '\t' : '\\');
                at += 2;
            }
        }
        return bytes.toByteArray();
    }

    /** Bytes in the one way the corpus is compared: printable ASCII as it is, all else as hexadecimal. */
    static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b > 0x20 && b < 0x7f && b != '\\' ? String.valueOf((char) b) : String.format("\\x%02x", b));
        }
        return text.toString();
    }
}
