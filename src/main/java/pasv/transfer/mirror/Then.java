package pasv.transfer.mirror;

import java.util.Optional;

/**
 * What becomes of a source file once its copy is proven.
 *
 * @param picksUp whether anything does
 * @param move the directory below the source's root that it is moved to; empty where it is deleted
 */
public record Then(boolean picksUp, Optional<String> move) {
    public static final Then KEEP = new Then(false, Optional.empty());

    /**
     * Reads {@code keep}, {@code delete} or {@code move:DIR}.
     *
     * @throws IllegalArgumentException when it is none of them, or DIR does not lie below the source
     */
    public static Then parse(String text) {
        if (text.equals("keep")) {
            return KEEP;
        }
        if (text.equals("delete")) {
            return new Then(true, Optional.empty());
        }
        if (text.startsWith("move:")) {
            return new Then(true, Optional.of(directory(text.substring("move:".length()))));
        }
        throw new IllegalArgumentException("it is keep, delete or move:DIR, not '" + text + "'");
    }

    /**
     * A directory below a root, without a slash at its end.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static String directory(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        boolean below = !bare.isEmpty()
                && !bare.startsWith("/")
                && !bare.contains("//")
                && java.util.Arrays.stream(bare.split("/")).noneMatch(name -> name.equals(".") || name.equals(".."));
        if (!below) {
            throw new IllegalArgumentException("'" + text + "' is no directory below the tree, such as done");
        }
        return bare;
    }
}
