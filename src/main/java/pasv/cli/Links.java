package pasv.cli;

/** How {@code --links} is written. */
enum Links {
    /** Links are left out, and told of. */
    skip,
    /** Links are taken for what they lead to; circles are found. */
    follow
}
