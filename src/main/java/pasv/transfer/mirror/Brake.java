package pasv.transfer.mirror;

import java.util.Optional;

/**
 * The brake on deletions: a plan that would take away more than this is stopped before the first deletion. A source that
 * looks empty by error must not empty its copy.
 *
 * @param entries so many at the most
 * @param percent of what the target holds, at the most
 */
public record Brake(long entries, int percent) {
    /** Half of what the target holds or 1,000 entries, whichever is less. */
    public static final Brake DEFAULT = new Brake(1_000, 50);

    /**
     * What was asked for: {@code 500}, or {@code 20%}; a number alone bounds by number only, a share by share only.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Brake parse(String text) {
        boolean share = text.endsWith("%");
        String digits = share ? text.substring(0, text.length() - 1) : text;
        if (!digits.matches("[0-9]{1,12}") || (share && Long.parseLong(digits) > 100)) {
            throw new IllegalArgumentException("'" + text + "' is neither a number nor a share of 0% to 100%");
        }
        long number = Long.parseLong(digits);
        return share ? new Brake(Long.MAX_VALUE, (int) number) : new Brake(number, 100);
    }

    /**
     * Why this many deletions are too many; empty where they are not.
     *
     * @param held entries that the target holds
     */
    public Optional<String> stops(long deletions, long held) {
        if (deletions > entries) {
            return Optional.of(deletions + " deletions are more than " + entries);
        }
        if (percent < 100 && deletions * 100 > held * percent) {
            return Optional.of(deletions + " deletions are more than " + percent + "% of the " + held
                    + " entries that the target holds");
        }
        return Optional.empty();
    }
}
