package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/** A part whose beginning is no longer what was received is not published, though its length and its last bytes fit. */
@Timeout(60)
@RequiresServer("vsftpd")
class ChangedPartTest {
    private static final int SIZE = 20_000_000;

    @TempDir
    Path homes;

    @TempDir
    Path into;

    @ParameterizedTest
    @ValueSource(strings = {"-j1", "-j3"})
    void isFetchedAgainFromWhereItChanged(String way) throws IOException {
        Path remote = Files.createDirectories(homes.resolve("a")).resolve("a.bin");
        TestFiles.write(remote, SIZE, 1);
        String[] get = {"get", "--no-netrc", "--retries=0", "", "-d", into.toString()};
        try (RealServer server = RealServer.vsftpd().start(homes)) {
            try (FaultProxy proxy = FaultProxy.before(server.address(), server.port(), FaultPlan.cutData(15_000_000))) {
                get[3] = proxy.url("a", "a.bin").replace("@", ":" + RealServer.PASSWORD + "@");
                assertEquals(11, Program.run(get).code());
                // a block in the middle that a crash left unwritten
                try (var part = Files.newByteChannel(into.resolve("a.bin.part"), StandardOpenOption.WRITE)) {
                    part.position(5_000_000).write(java.nio.ByteBuffer.allocate(4096));
                }
                String[] again = java.util.Arrays.copyOf(get, get.length + 1);
                again[get.length] = way;
                Program.Ran ran = Program.run(again);
                assertEquals(0, ran.code(), ran.err());
                assertEquals(-1, TestFiles.firstDifference(into.resolve("a.bin"), SIZE, 1), ran.err());
                assertTrue(
                        way.equals("-j3") || ran.err().contains("not what was received from byte 4194304"), ran.err());
            }
        }
    }
}
