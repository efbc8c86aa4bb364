package org.vitrine.store.swift;

/** Why a store stays loaded but cannot work (STORE-9). */
final class Misconfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    Misconfiguration(String message) {
        super(message);
    }

    Misconfiguration(String message, Throwable cause) {
        super(message, cause);
    }
}
