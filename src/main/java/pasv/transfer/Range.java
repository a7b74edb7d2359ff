package pasv.transfer;

/**
 * A range of bytes of a file.
 *
 * @param start the first byte
 * @param end the byte after the last
 */
record Range(long start, long end) {
    Range {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(start + " to " + end);
        }
    }

    long length() {
        return end - start;
    }
}
