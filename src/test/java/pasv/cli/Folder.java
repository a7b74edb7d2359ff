package pasv.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import pasv.testing.TestFiles;

/**
 * What lies in a transcript's directory, one line each: {@code NAME pattern N [from OFFSET]} (N bytes of the content
 * that scripted servers send), {@code NAME text WORDS}, {@code NAME mode 600 WORDS}, {@code NAME directory}. In a text
 * {@code \n} is a line end and <code>{url}</code> what the caller fills in.
 */
record Folder(Path directory) {
    void make(List<String> lines) throws IOException {
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            Path file = directory.resolve(words[0]);
            switch (words[1]) {
                case "directory" -> Files.createDirectory(file);
                case "pattern" -> Files.write(file, pattern(words[2]));
                case "text" -> Files.writeString(file, words[2].replace("\\n", "\n"));
                case "mode" -> {
                    Files.writeString(file, words[2].substring(4).replace("\\n", "\n"));
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode(words[2].charAt(1))));
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static String mode(char group) {
        return group == '0' ? "rw-------" : "rw-r--r--";
    }

    private static byte[] pattern(String words) {
        String[] parts = words.split(" ");
        return TestFiles.pattern(parts.length > 1 ? Long.parseLong(parts[2]) : 0, Integer.parseInt(parts[0]));
    }

    /** How the directory differs from those lines; nothing where it does not. */
    List<String> differences(List<String> lines) throws IOException {
        List<String> found = new ArrayList<>();
        List<String> wanted =
                lines.stream().map(line -> line.split(" ", 2)[0]).sorted().toList();
        List<String> there;
        try (Stream<Path> files = Files.list(directory)) {
            there = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        if (!wanted.equals(there)) {
            return List.of("the directory holds " + there + " and should hold " + wanted);
        }
        for (String line : lines) {
            if (!holds(line.split(" ", 3))) {
                found.add("not so: " + line);
            }
        }
        return found;
    }

    private boolean holds(String[] words) throws IOException {
        Path file = directory.resolve(words[0]);
        return switch (words[1]) {
            case "directory" -> Files.isDirectory(file);
            case "pattern" -> Arrays.equals(pattern(words[2]), Files.readAllBytes(file));
            case "text" ->
                Arrays.equals(words[2].replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file));
            case "any" -> Files.exists(file);
            default -> throw new IllegalArgumentException(words[1]);
        };
    }
}
