package pasv.listing.date;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import pasv.listing.entry.ByteText;
import pasv.listing.entry.Numbers;

/**
 * The names of months, in many languages. Servers run {@code ls} in their own locale and encoding; a word that is no
 * month here only costs the time, not the entry.
 */
public final class Months {
    /** Longer than any abbreviation, in bytes. */
    private static final int LONGEST = 24;

    /** Twelve words per language; several spellings of one month are joined by a bar. */
    private static final List<String> LANGUAGES = List.of(
            "jan feb mar apr may jun jul aug sep|sept oct nov dec",
            "jan|jän feb mär|mrz apr mai jun jul aug sep okt nov dez",
            "janv févr|fév mars avr mai juin juil août sept oct nov déc",
            "ene feb mar abr may jun jul ago sep|sept oct nov dic",
            "gen feb mar apr mag giu lug ago set ott nov dic",
            "jan fev mar abr mai jun jul ago set out nov dez",
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "jan feb mar|mars apr maj|mai juni jul|juli aug sep|sept okt nov dec|des",
            "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
            "sty lut mar kwi maj cze lip sie wrz paź lis gru",
            "led úno bře dub kvě čen|čer čec|črc srp zář říj lis pro",
            "янв фев мар апр май|мая июн июл авг сен окт ноя дек",
            "січ лют бер кві тра чер лип сер вер жов лис гру");

    /** Encodings in which names of months are met; the first that makes a known word of the bytes wins. */
    private static final List<Charset> ENCODINGS = Stream.of(
                    "ISO-8859-1", "windows-1251", "KOI8-R", "ISO-8859-2", "windows-1250", "ISO-8859-5", "IBM866")
            .filter(Charset::isSupported)
            .map(Charset::forName)
            .toList();

    private static final Map<String, Integer> BY_NAME = byName();

    private Months() {}

    /** The month a word of a line names, 1 to 12; a full stop, a comma or both after an abbreviation are allowed. */
    public static OptionalInt of(String latinWord) {
        String word = latinWord;
        word = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
        word = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
        if (word.length() < 2 || word.length() > LONGEST || Numbers.isDigit(word.charAt(0))) {
            return OptionalInt.empty();
        }
        Optional<Integer> month = named(word);
        if (month.isEmpty() && !isAscii(word)) {
            ByteText bytes = ByteText.of(word.getBytes(StandardCharsets.ISO_8859_1));
            month = ENCODINGS.stream()
                    .map(bytes::text)
                    .flatMap(text -> named(text).stream())
                    .findFirst();
        }
        return month.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static Optional<Integer> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }

    private static Map<String, Integer> byName() {
        Map<String, Integer> months = new HashMap<>();
        for (String language : LANGUAGES) {
            String[] words = language.split(" ");
            for (int month = 1; month <= words.length; month++) {
                for (String spelling : words[month - 1].split("\\|")) {
                    months.putIfAbsent(spelling, month);
                }
            }
        }
        return Map.copyOf(months);
    }
}
