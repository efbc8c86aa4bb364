package org.vitrine.store.swift;

/**
 * Where a blob lies or shall lie, and in whose name that is reached.
 *
 * @param container of the object
 * @param object its name
 */
record Place(SwiftContainer container, String object) {}
