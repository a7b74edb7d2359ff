package pasv.access;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size or rate as people write it. A number of bytes, with {@code k}, {@code M}, {@code G} for powers of 1024. */
public final class Sizes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        String form = text.strip().toLowerCase(Locale.ROOT);
        if (!form.matches("[0-9]{1,15}[kmg]?")) {
            throw new TypeConversionException("'" + text + "' is no size (4096, 500k, 2M, 1G)");
        }
        int shift = switch (form.charAt(form.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        long number = Long.parseLong(shift == 0 ? form : form.substring(0, form.length() - 1));
        if (number == 0 || number > Long.MAX_VALUE >> shift) {
            throw new TypeConversionException("'" + text + "' is out of range");
        }
        return number << shift;
    }
}
