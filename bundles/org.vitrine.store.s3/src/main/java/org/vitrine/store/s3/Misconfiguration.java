package org.vitrine.store.s3;

/** Why a store stays loaded but cannot work (STORE-9, STORE-S3-21). */
final class Misconfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    Misconfiguration(String message) {
        super(message);
    }

    Misconfiguration(String message, Throwable cause) {
        super(message, cause);
    }
}
