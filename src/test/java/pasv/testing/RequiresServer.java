package pasv.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test that needs real servers ({@code @RequiresServer("vsftpd")}): where one is missing, the test is skipped
 * with the reason, or fails with it when {@code PASV_REAL_SERVERS=require} is set, as {@code .ci/run} does.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServerCondition.class)
public @interface RequiresServer {
    /** Names as in {@link RealServer#named}. */
    String[] value();
}
