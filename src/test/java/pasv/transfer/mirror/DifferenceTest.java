package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import pasv.listing.entry.EntryKind;

/** Every name of either side comes once, with what each side says. */
class DifferenceTest {
    @Property
    void eachNameOnceAndInOrder(@ForAll Set<String> left, @ForAll Set<String> right) {
        TreeSet<String> union = new TreeSet<>(left);
        union.addAll(right);
        Difference difference =
                new Difference(side(left).iterator(), side(right).iterator());
        for (String name : union) {
            Difference.Pair pair = difference.next();
            assertEquals(name, pair.name());
            assertEquals(left.contains(name), pair.source().isPresent());
            assertEquals(right.contains(name), pair.target().isPresent());
        }
        assertEquals(false, difference.hasNext());
    }

    @Test
    void aSideThatIsNotInOrderIsABug() {
        List<TreeEntry> wrong = List.of(entry("b"), entry("a"));
        Difference difference =
                new Difference(wrong.iterator(), List.<TreeEntry>of().iterator());
        assertThrows(IllegalArgumentException.class, difference::next);
    }

    private static List<TreeEntry> side(Set<String> names) {
        return new TreeSet<>(names).stream().map(DifferenceTest::entry).toList();
    }

    private static TreeEntry entry(String name) {
        return new TreeEntry(name, EntryKind.FILE, OptionalLong.empty(), Optional.empty());
    }
}
