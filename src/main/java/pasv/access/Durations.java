package pasv.access;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as people write it. A bare number is seconds; {@code ms}, {@code s}, {@code m}, {@code h} are units. */
public final class Durations implements ITypeConverter<Duration> {
    private static final String FORM = "([0-9]{1,9})(?:\\.([0-9]{1,3}))?(ms|s|m|h)?";
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public Duration convert(String text) {
        Matcher form = Pattern.compile(FORM).matcher(text.strip());
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration (10, 500ms, 1.5s, 2m, 1h)");
        }
        String unit = form.group(3) == null ? "s" : form.group(3);
        long millisEach = switch (unit) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
        String fraction = form.group(2) == null ? "" : form.group(2);
        double amount = Double.parseDouble(form.group(1) + "." + (fraction.isEmpty() ? "0" : fraction));
        Duration duration = Duration.ofMillis(Math.round(amount * millisEach));
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new TypeConversionException("'" + text + "' is not between 1 ms and a year");
        }
        return duration;
    }
}
