package pasv.access;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The written form of a time zone: an offset ({@code +09:00}), or a region ({@code Asia/Seoul}). */
final class Zones implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no time zone (+09:00, Asia/Seoul, UTC)");
        }
    }
}
