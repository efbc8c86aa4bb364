/**
 * Keeps image data in a bucket of Amazon's S3, or of Ceph, MinIO, Swift and all others that speak its protocol: the store
 * {@code s3}, which reads and writes the buckets of a Glance server (STORE-S3-1 to STORE-S3-26).
 *
 * <p>Factory PID {@code org.vitrine.store.s3}. Service properties: {@code vitrine.driver=s3} and {@code
 * vitrine.store.id}, the key of the configuration. The client is a small one of our own (see {@code docs/adr}).
 *
 * <p>Locations read {@code s3://ACCESS:SECRET@HOST/BUCKET/NAME}, {@code s3+https} where the host is https: they hold the
 * credentials because Glance reads them from there. Here they mean no more than "the server's own", so credentials can
 * change: {@code s3.store.retired.credentials} keeps older locations working, {@code s3.store.former.hosts} those of an
 * older host. No request ever goes to a host that only a location names.
 *
 * <p>Data that fits into a part is sent in one request, and so is what is announced to be shorter than {@code
 * s3.store.large.object.size}; all else in parts, one sent while the next is filled. Each transfer holds two parts, in
 * memory up to 32 MiB each and beyond that in temporary files. Every part carries its MD5, which S3 compares; the length
 * of the whole is asked for at the end. Whatever fails, the parts are aborted and the object deleted; what a crash left
 * {@code discard} finds by listing unfinished uploads.
 *
 * <p>Requests are repeated where nothing speaks against it, a few times and only in one place, and a server that moves
 * nothing for {@code s3.store.stall.timeout} is cut off.
 *
 * <p>Failures: data of that name: {@code CONFLICT}; a quota, no room: {@code STORE_FULL}; no right to write: {@code
 * STORE_READ_ONLY}, to read or delete: {@code FORBIDDEN}; no such object: {@code NOT_FOUND}; a location that is none:
 * {@code INVALID}; no connection, no answer, wrong credentials, a missing bucket: {@code UNAVAILABLE}. A configuration
 * that cannot work leaves the store loaded and useless, with an ERROR in the log: writes are {@code STORE_DISABLED}
 * (STORE-9).
 */
package org.vitrine.store.s3;
