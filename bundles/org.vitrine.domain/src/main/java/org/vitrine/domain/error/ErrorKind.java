package org.vitrine.domain.error;

/** What went wrong, named for its meaning. The HTTP status in each line is what contract section 5 (ERR-20 to ERR-39) answers. */
public enum ErrorKind {
    /** The request itself is wrong: syntax, schema, range of a value (400). */
    INVALID,
    /** Nobody proved who is calling (401). */
    UNAUTHENTICATED,
    /** The caller may see the object but not do this with it (403). */
    FORBIDDEN,
    /** There is no such object, or none that this caller may know of (404). */
    NOT_FOUND,
    /** The object's state, or another object of that name, is in the way (409). */
    CONFLICT,
    /** The object vanished while it was worked on (410). */
    GONE,
    /** A quota or a size cap is exceeded (413). */
    QUOTA_EXCEEDED,
    /** The body is of a kind that is not served here (415). */
    UNSUPPORTED_MEDIA_TYPE,
    /** The range asked for is malformed or outside the data (416). */
    RANGE_NOT_SATISFIABLE,
    /** The sender was too slow (408). */
    TIMEOUT,
    /** The client went away; nobody is left to answer. */
    CLIENT_GONE,
    /** A store has no room left (413). */
    STORE_FULL,
    /** A store refuses to write for want of permission (503). */
    STORE_READ_ONLY,
    /** Writing to a store is switched off by its configuration (410). */
    STORE_DISABLED,
    /** A store cannot do this at all, such as deleting from a web server (400). */
    STORE_UNSUPPORTED,
    /** A store's data is held by something else, such as a clone (409). */
    IN_USE,
    /** A part that is needed is not there at the moment: a driver, a backend, Keystone (503). */
    UNAVAILABLE,
    /** Another server on whose answer this one depends failed (502). */
    BAD_GATEWAY,
    /** Another server on whose answer this one depends did not answer in time (504). */
    GATEWAY_TIMEOUT,
    /** A defect or an unforeseen failure (500); the client learns no detail. */
    INTERNAL
}
