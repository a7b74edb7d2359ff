package pasv.ftp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Text;
import pasv.listing.Glob;

/**
 * A remote path that may have wildcards. A literal beginning, and from the first wildcard on one pattern for each
 * element. The patterns are matched here, against listings; the server never sees them (its idea of them may be wider).
 *
 * @param base up to the first wildcard; the whole path where there is none
 * @param elements what each further element must match; empty for a path that is meant literally
 */
public record PathPattern(RemotePath base, List<Glob> elements) {
    private static final String WILD = "*?[";

    public PathPattern {
        elements = List.copyOf(elements);
    }

    /** Every character means itself. */
    public static PathPattern literal(RemotePath path) {
        return new PathPattern(path, List.of());
    }

    /** As typed by a person: {@code * ? [} are wildcards. */
    public static PathPattern typed(String path) {
        return of(path.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The path of a URL as it was written: {@code * ? [} are wildcards, percent-encoded they are literal. */
    public static PathPattern ofUrl(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        int type = FtpUrl.typeAt(path);
        return of((type < 0 ? path : path.substring(0, type)).getBytes(StandardCharsets.UTF_8), true);
    }

    /** The same with its literal beginning as it goes out to a server of this charset. */
    public PathPattern typedIn(Charset charset) throws FtpException {
        return new PathPattern(base.typedIn(charset).in(charset), elements);
    }

    public boolean isLiteral() {
        return elements.isEmpty();
    }

    private static PathPattern of(byte[] written, boolean encoded) {
        ByteArrayOutputStream base = new ByteArrayOutputStream();
        List<Glob> globs = new ArrayList<>();
        for (List<Part> element : elements(written, encoded)) {
            if (globs.isEmpty() && element.stream().noneMatch(Part::wild)) {
                element.forEach(part -> base.write(part.value()));
            } else if (element.size() > 1 || element.get(0).value() != '/') {
                globs.add(glob(element));
            }
        }
        byte[] bytes = base.toByteArray();
        boolean trailing = !globs.isEmpty() && bytes.length > 1 && bytes[bytes.length - 1] == '/';
        return new PathPattern(
                RemotePath.of(trailing ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes), globs);
    }

    private record Part(int value, boolean wild) {}

    /** Elements, each with the slash that ends it. */
    private static List<List<Part>> elements(byte[] written, boolean encoded) {
        List<List<Part>> elements = new ArrayList<>();
        List<Part> element = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            int value = written[i] & 0xFF;
            boolean wild = WILD.indexOf(value) >= 0;
            if (encoded && value == '%' && i + 2 < written.length) {
                value = Character.digit(written[i + 1], 16) * 16 + Character.digit(written[i + 2], 16);
                i += 2;
            }
            element.add(new Part(value, wild));
            if (value == '/') {
                elements.add(element);
                element = new ArrayList<>();
            }
        }
        if (!element.isEmpty()) {
            elements.add(element);
        }
        return elements;
    }

    /** Literal signs that mean something in a pattern stand in brackets. */
    private static Glob glob(List<Part> element) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (Part part : element) {
            if (part.value() == '/') {
                continue;
            }
            boolean masked = !part.wild() && WILD.indexOf(part.value()) >= 0;
            if (masked) {
                pattern.write('[');
            }
            pattern.write(part.value());
            if (masked) {
                pattern.write(']');
            }
        }
        return Glob.of(Text.decode(pattern.toByteArray(), StandardCharsets.ISO_8859_1));
    }
}
