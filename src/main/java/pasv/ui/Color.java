package pasv.ui;

import java.util.Locale;

/** The colours of results. On a terminal, unless the environment says NO_COLOR (no-color.org); or as the user says. */
public enum Color {
    AUTO,
    ALWAYS,
    NEVER;

    public boolean on(Console console) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                console.outIsTerminal()
                        && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                        && !Terminals.isDumb(System.getenv());
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
