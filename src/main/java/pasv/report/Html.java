package pasv.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import pasv.ui.Visible;

/**
 * The one writer of HTML and SVG. Tags and attribute names are ours and checked; every text and every attribute value is
 * first made harmless as for a terminal ({@link Visible}), then escaped, so that what a server says stays text.
 */
final class Html {
    /** The width of every picture, in its own units. */
    static final int WIDTH = 760;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9:-]*");

    private final StringBuilder out = new StringBuilder();

    /** Opens an element. */
    Html open(String tag, Object... attributes) {
        start(tag, attributes);
        out.append('>');
        return this;
    }

    /** Closes an element. */
    Html close(String tag) {
        out.append("</").append(name(tag)).append('>');
        return this;
    }

    /** An element without content, as SVG and the void elements of HTML have it. */
    Html empty(String tag, Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds text alone. */
    Html leaf(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Another writer's elements. */
    Html add(Html other) {
        out.append(other.out);
        return this;
    }

    private void start(String tag, Object... attributes) {
        out.append('<').append(name(tag));
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ')
                    .append(name(String.valueOf(attributes[i])))
                    .append("=\"")
                    .append(escaped(String.valueOf(attributes[i + 1])))
                    .append('"');
        }
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of an element or attribute: " + name);
        }
        return name;
    }

    /** Text that is neither a tag nor an entity, in content and between quotes alike. */
    static String escaped(String text) {
        return Visible.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Opens a place that scrolls sideways where the page is narrow, and that a keyboard reaches. */
    Html openScroll(String label) {
        return open("div", "class", "scroll", "tabindex", 0, "role", "group", "aria-label", label);
    }

    /** Opens a picture of {@link #WIDTH}, which says in words what it shows. */
    Html openPicture(int height, String words) {
        return open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-label", words);
    }

    /** A length in a picture. */
    static String n(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Bytes so far, in UTF-8. */
    int bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
