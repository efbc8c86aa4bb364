/**
 * Tasks in Glance's tables (DB-15, DB-16). A task without owner has an empty one there, since the column takes no null.
 */
package org.vitrine.metadata.jpa.tasks;
