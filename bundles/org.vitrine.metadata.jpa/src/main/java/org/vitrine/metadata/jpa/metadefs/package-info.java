/**
 * Metadata definitions in Glance's tables (DB-17 to DB-22). Names are found exactly; whether names that differ in case
 * alone can be side by side is the database's to say (MDT-7). A namespace without owner has an empty one there, since the
 * column takes no null.
 */
package org.vitrine.metadata.jpa.metadefs;
