package pasv.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A list that keeps its first and its last elements, so that no run is too long for it. */
final class HeadAndTail<T> {
    private final int most;
    private final List<T> head = new ArrayList<>();
    private final Deque<T> tail = new ArrayDeque<>();
    private long left;

    /** @param most how many to keep of the beginning, and of the end */
    HeadAndTail(int most) {
        this.most = most;
    }

    void add(T element) {
        if (head.size() < most) {
            head.add(element);
            return;
        }
        tail.addLast(element);
        if (tail.size() > most) {
            tail.removeFirst();
            left++;
        }
    }

    /** What was kept, in order. */
    List<T> kept() {
        List<T> all = new ArrayList<>(head);
        all.addAll(tail);
        return all;
    }

    /** How many were let go of between the two. */
    long left() {
        return left;
    }
}
