/**
 * What has been asked of the patient so far? The connections, the answers and the time that is left.
 */
@org.jspecify.annotations.NullMarked
package pasv.doctor.examination;
