/**
 * The tables: created or recognised, and brought up to date, before anything else sees the data source.
 */
package org.vitrine.metadata.jpa.schema;
