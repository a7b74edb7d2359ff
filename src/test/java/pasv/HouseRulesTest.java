package pasv;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of docs/ARCHITECTURE.md, kept by the build: what each room may use, and what no room may hold. */
@AnalyzeClasses(packages = "pasv", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final String[] JDK = {"java..", "javax..", "org.jspecify.."};

    @ArchTest
    static final ArchRule netKnowsNoFtp = room("net", "pasv.net..", "org.slf4j..", "jdk.net..")
            .because("net moves bytes: whatever knows FTP belongs one floor up");

    @ArchTest
    static final ArchRule listingIsPureText =
            room("listing", "pasv.listing..").because("listings are text in, entries out");

    @ArchTest
    static final ArchRule ftpStandsOnNetAndListing = room(
                    "ftp", "pasv.ftp..", "pasv.net..", "pasv.listing..", "org.slf4j..")
            .because("the protocol engine must be usable without files, screens or options");

    @ArchTest
    static final ArchRule remoteStandsOnFtp = room(
                    "remote", "pasv.remote..", "pasv.ftp..", "pasv.net..", "pasv.listing..", "org.slf4j..")
            .because("what is on the server is asked of the engine, and knows no local file");

    @ArchTest
    static final ArchRule transferHasNoNeighbours = room(
                    "transfer",
                    "pasv.transfer..",
                    "pasv.remote..",
                    "pasv.ftp..",
                    "pasv.net..",
                    "pasv.listing..",
                    "org.slf4j..",
                    "com.fasterxml.jackson.core..")
            .because("transfer, doctor and home are neighbours: none imports another");

    @ArchTest
    static final ArchRule doctorHasNoNeighbours = room(
                    "doctor",
                    "pasv.doctor..",
                    "pasv.remote..",
                    "pasv.ftp..",
                    "pasv.net..",
                    "pasv.listing..",
                    "org.slf4j..")
            .because("transfer, doctor and home are neighbours: none imports another")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule homeHasNoNeighbours = room(
                    "home", "pasv.home..", "pasv.remote..", "pasv.ftp..", "pasv.net..", "pasv.listing..", "org.slf4j..")
            .because("transfer, doctor and home are neighbours: none imports another");

    @ArchTest
    static final ArchRule uiSpeaksOfTheRoomsBelow = room(
                    "ui",
                    "pasv.ui..",
                    "pasv.transfer..",
                    "pasv.doctor..",
                    "pasv.home..",
                    "pasv.remote..",
                    "pasv.ftp..",
                    "pasv.net..",
                    "pasv.listing..",
                    "com.fasterxml.jackson.core..",
                    "org.jline..")
            .because("ui shows what the engine says and never knows the command line");

    @ArchTest
    static final ArchRule reportDrawsWhatOthersSay = room(
                    "report",
                    "pasv.report..",
                    "pasv.ui..",
                    "pasv.transfer..",
                    "pasv.doctor..",
                    "pasv.ftp..",
                    "pasv.net..")
            .because("the page is drawn of events and words that are there already");

    @ArchTest
    static final ArchRule accessKnowsNoVerb = noClasses()
            .that()
            .resideInAPackage("pasv.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pasv.cli..", "pasv.shell..")
            .because("who goes to which host is settled before any verb begins");

    @ArchTest
    static final ArchRule roomsFormNoCircle = slices().matching("pasv.(**)")
            .should()
            .beFreeOfCycles()
            .because("who reads one room must be able to stop there");

    @ArchTest
    static final ArchRule cliNeverUsesTheShell = noClasses()
            .that()
            .resideInAPackage("pasv.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("pasv.shell..", "org.jline..")
            .because("the shell reuses the verbs, never the reverse; one-shot verbs do not load JLine");

    @ArchTest
    static final ArchRule socketsLiveInNet = noClasses()
            .that()
            .resideOutsideOfPackage("pasv.net..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.net\\.(Server)?Socket|java\\.nio\\.channels\\.(Server)?SocketChannel|javax\\.net\\..*")
            .because("every socket has its limits and its cancellation from net");

    @ArchTest
    static final ArchRule nothingListens = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.ServerSocket|java\\.nio\\.channels\\.ServerSocketChannel")
            .because("a passive client opens no port, for nobody");

    @ArchTest
    static final ArchRule filesAreWrittenInTwoRooms = noClasses()
            .that()
            .resideOutsideOfPackages("pasv.transfer..", "pasv.home..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.channels.FileChannel")
            .because("files are damaged where many hands write them");

    @ArchTest
    static final ArchRule oneMouthOneExit = noClasses()
            .that()
            .resideOutsideOfPackages("pasv", "pasv.ui..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("output goes through ui.Console, and only Main exits");

    @ArchTest
    static final ArchRule noStaticMutableState = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("pasv..")
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("two sessions in one process must not meet")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule honestNames = classes()
            .should()
            .haveSimpleNameNotContaining("Util")
            .andShould()
            .haveSimpleNameNotContaining("Helper")
            .andShould()
            .haveSimpleNameNotContaining("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotContaining("Common")
            .andShould()
            .haveSimpleNameNotEndingWith("Model")
            .because("such a name says that nobody decided what the file is for");

    @Test
    void everyRoomSaysWhichQuestionItAnswers() {
        List<Path> rooms = javaFiles().stream().map(Path::getParent).distinct().toList();
        for (Path room : rooms) {
            Path info = room.resolve("package-info.java");
            assertTrue(Files.exists(info), room + " has no package-info.java");
            String text = read(info).replaceAll("\\s*\\n \\* ?", " ");
            assertTrue(text.matches("(?s)/\\*\\*\\s*[^.?]+\\?.*"), info + " must begin with the question it answers");
        }
    }

    /** The question may stand for a room; a type is named by its first sentence, which is all that a tooltip shows. */
    @Test
    void everyTypeIsNamedByItsFirstSentence() {
        Pattern question = Pattern.compile("/\\*\\*[\\s*]*[^.?]*\\?[^/]*?\\*/\\s*(@[^\\n]*\\s*)*"
                + "(public |final |abstract |sealed )*(class|interface|enum|record) ");
        List<Path> asking = javaFiles().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .filter(file -> question.matcher(read(file)).find())
                .toList();
        assertEquals(List.of(), asking);
    }

    /** What is seen at once in one room. Those that hold more may only become smaller. */
    @Test
    void noRoomIsAFlatHundred() {
        Map<String, Integer> larger = Map.of("transfer", 52, "cli", 48, "shell", 36, "net", 28);
        Map<Path, Long> rooms = javaFiles().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        rooms.forEach((room, files) -> assertTrue(
                files <= larger.getOrDefault(room.getFileName().toString(), 26),
                room + " shows " + files + " files: it wants inner rooms"));
    }

    @Test
    void noPackageIsADrawer() {
        List<String> drawers = List.of("util", "common", "helper", "manager", "impl", "model");
        assertEquals(
                List.of(),
                javaFiles().stream()
                        .map(file -> file.getParent().getFileName().toString())
                        .filter(drawers::contains)
                        .toList());
    }

    private static ArchRule room(String room, String... mayUse) {
        String[] allowed = Stream.concat(Stream.of(JDK), Stream.of(mayUse)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("pasv." + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(arrays()));
    }

    private static DescribedPredicate<JavaClass> arrays() {
        return DescribedPredicate.describe("primitives and arrays", type -> type.isPrimitive() || type.isArray());
    }

    private static List<Path> javaFiles() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
