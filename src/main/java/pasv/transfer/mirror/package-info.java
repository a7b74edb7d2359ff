/**
 * What must be done so that one tree becomes like another? The difference of two trees as data, the filters, the brake on
 * deletions, and what is remembered of earlier runs; the doing is the queue's.
 */
@org.jspecify.annotations.NullMarked
package pasv.transfer.mirror;
