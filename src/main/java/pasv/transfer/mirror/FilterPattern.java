package pasv.transfer.mirror;

import java.util.ArrayList;
import java.util.List;
import pasv.listing.Glob;

/**
 * A pattern for paths of a tree, with the meaning that gitignore gives it: with a slash in its beginning or middle it is
 * matched from the root, else against the last name of a path at any depth; a slash at its end means directories alone;
 * {@code **} stands for any number of directories.
 */
final class FilterPattern {
    private static final String ANY_DEPTH = "**";

    private final String text;
    private final List<Part> parts;
    private final boolean directoriesOnly;

    /** One element; empty for any number of them. */
    private record Part(boolean anyDepth, Glob glob) {}

    private FilterPattern(String text, List<Part> parts, boolean directoriesOnly) {
        this.text = text;
        this.parts = parts;
        this.directoriesOnly = directoriesOnly;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when nothing is left of it, or one of its names is {@code ..}
     */
    static FilterPattern of(String text) {
        boolean directories = text.endsWith("/");
        String bare = directories ? text.replaceAll("/+$", "") : text;
        boolean anchored = bare.contains("/");
        String path = bare.startsWith("/") ? bare.substring(1) : bare;
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the pattern '" + text + "' names nothing");
        }
        List<Part> parts = new ArrayList<>();
        if (!anchored) {
            parts.add(new Part(true, Glob.of("*")));
        }
        for (String element : path.split("/+")) {
            if (element.equals("..")) {
                throw new IllegalArgumentException("the pattern '" + text + "' leads out of the tree");
            }
            parts.add(new Part(element.equals(ANY_DEPTH), Glob.of(element)));
        }
        return new FilterPattern(text, List.copyOf(parts), directories);
    }

    /**
     * Whether it means this path.
     *
     * @param names the path's elements from the root of the tree
     */
    boolean matches(List<String> names, boolean directory) {
        return (directory || !directoriesOnly) && matches(0, names, 0);
    }

    private boolean matches(int part, List<String> names, int name) {
        if (part == parts.size()) {
            return name == names.size();
        }
        if (!parts.get(part).anyDepth()) {
            return name < names.size()
                    && parts.get(part).glob().matches(names.get(name))
                    && matches(part + 1, names, name + 1);
        }
        // "a/**" means all below a, not a itself
        int least = part == parts.size() - 1 ? name + 1 : name;
        for (int next = least; next <= names.size(); next++) {
            if (matches(part + 1, names, next)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return text;
    }
}
