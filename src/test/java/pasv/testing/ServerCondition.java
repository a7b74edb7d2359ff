package pasv.testing;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether a test with {@link RequiresServer} runs, is skipped, or fails because its server is missing. */
final class ServerCondition implements ExecutionCondition {
    private static final String SWITCH = "PASV_REAL_SERVERS";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = AnnotationSupport.findAnnotation(context.getElement(), RequiresServer.class).stream()
                .flatMap(requires -> Arrays.stream(requires.value()))
                .flatMap(name -> RealServer.named(name).missing().stream())
                .findFirst();
        if (missing.isPresent() && demanded()) {
            throw new IllegalStateException(missing.get() + ", and " + SWITCH + "=require demands it");
        }
        return missing.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("the server is there"));
    }

    private static boolean demanded() {
        String variable = System.getenv().getOrDefault(SWITCH, "");
        return System.getProperty("pasv.real.servers", variable).equals("require");
    }
}
