/**
 * When was that? The dates of listings, which lack a year, a zone or an order.
 */
@org.jspecify.annotations.NullMarked
package pasv.listing.date;
