package pasv.doctor.finding;

import java.util.List;

/**
 * The diagnosis: all findings and the verdict.
 *
 * @param server name and version of the server, as far as they were recognised
 * @param findings one for each probe, in order
 * @param verdict the one that counts
 */
public record Diagnosis(String server, List<Finding> findings, Verdict verdict) {}
