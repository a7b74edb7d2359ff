package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the pages: what they point at is there, in every language. */
class DocsTest {
    private static final Pattern FENCED_BLOCKS = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\\n]+`");

    @Test
    void everyLinkAndPictureIsThere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            String text = FENCED.matcher(Files.readString(page)).replaceAll("");
            for (MatchResult link : LINK.matcher(text).results().toList()) {
                if (!leads(page, link.group(1))) {
                    dead.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void everyPictureIsShownAndHasBothLanguages() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path page : pages()) {
            all.append(Files.readString(page));
        }
        List<String> lonely = new ArrayList<>();
        try (Stream<Path> pictures = Files.list(Path.of("docs/pictures"))) {
            for (Path picture : pictures.filter(file -> file.toString().matches(".*\\.(en|ko)\\.svg"))
                    .toList()) {
                String name = picture.getFileName().toString();
                String sister = name.contains(".en.") ? name.replace(".en.", ".ko.") : name.replace(".ko.", ".en.");
                if (all.indexOf("pictures/" + name + ")") < 0 || Files.notExists(picture.resolveSibling(sister))) {
                    lonely.add(name);
                }
            }
        }
        assertEquals(List.of(), lonely);
    }

    private static boolean leads(Path page, String link) throws IOException {
        if (link.matches("[a-z]+:.*")) {
            return true; // another site is not ours to keep
        }
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(target)
                && (hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1)));
    }

    /** The anchors that GitHub makes of headings: lower case, spaces to hyphens, no signs. */
    private static Set<String> anchors(String text) {
        return FENCED_BLOCKS
                .matcher(text)
                .replaceAll("")
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("README.ko.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }
}
