package pasv.cli;

import java.util.List;

/** The facts of this build. Maven writes them into this template: a constant costs a start nothing, a resource 6 ms. */
final class Build {
    static final String VERSION = "${project.version}";

    /** The commit that it was built from, in full; {@code unknown} where nobody told Maven. */
    static final String COMMIT = "${pasv.commit}";

    /** What is inside the jar besides pasv. */
    static final List<Library> LIBRARIES = List.of(
            new Library("picocli", "${picocli.version}"),
            new Library("jline", "${jline.version}"),
            new Library("slf4j", "${slf4j.version}"),
            new Library("jackson-core", "${jackson.version}"));

    private Build() {}

    /** A library by its name and version. */
    record Library(String name, String version) {}
}
