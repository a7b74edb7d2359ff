package pasv.transfer.mirror;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;

/**
 * One machine's part of a plan: the paths whose SHA-256, its first 64 bits as a number without sign, leaves this rest when
 * divided by the number of parts. Which part a path belongs to depends on nothing else.
 *
 * @param index from 0 to {@code of} - 1
 * @param of number of parts, 1 to 100,000
 */
public record Shard(int index, int of) {
    public static final int MOST = 100_000;

    /** Where schedulers say which part a task is: Slurm's array jobs, and Kubernetes' indexed ones. */
    private static final String[][] ENVIRONMENTS = {
        {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT"},
        {"JOB_COMPLETION_INDEX", "JOB_COMPLETIONS"},
    };

    public Shard {
        if (of < 1 || of > MOST || index < 0 || index >= of) {
            throw new IllegalArgumentException(
                    "part " + index + " of " + of + ": parts are counted from 0, and are 1 to " + MOST);
        }
    }

    /**
     * Reads {@code I/N}.
     *
     * @throws IllegalArgumentException when it is nothing of the kind
     */
    public static Shard parse(String text) {
        if (!text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
            throw new IllegalArgumentException("'" + text + "' is not I/N, such as 0/4");
        }
        int slash = text.indexOf('/');
        return new Shard(Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /**
     * What the scheduler says in the environment; empty where none does.
     *
     * @throws IllegalArgumentException when it says half of it, or no numbers
     */
    public static Optional<Shard> ofEnvironment(Map<String, String> environment) {
        for (String[] names : ENVIRONMENTS) {
            String index = environment.get(names[0]);
            if (index != null) {
                String count = environment.get(names[1]);
                if (count == null) {
                    throw new IllegalArgumentException(names[0] + " is set, " + names[1] + " is not");
                }
                return Optional.of(parse(index + "/" + count));
            }
        }
        return Optional.empty();
    }

    /** Whether this path, with slashes from the root of the tree, belongs to this part. */
    public boolean holds(String path) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return Long.remainderUnsigned(ByteBuffer.wrap(sum).getLong(), of) == index;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
