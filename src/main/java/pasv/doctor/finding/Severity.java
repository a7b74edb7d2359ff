package pasv.doctor.finding;

import java.util.Locale;

/** The severity of a finding. */
public enum Severity {
    OK,
    /** Works, but not as it should, or not for everybody. */
    WARN,
    FAIL,
    /** Was not looked at; the finding says why. */
    SKIP;

    /** As it is written in reports and JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
