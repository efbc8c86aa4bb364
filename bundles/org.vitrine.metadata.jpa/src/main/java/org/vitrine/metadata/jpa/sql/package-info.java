/**
 * Statements: how they are written for each vendor, run through EclipseLink, and what their failures mean. Nothing here
 * knows what an image is.
 */
package org.vitrine.metadata.jpa.sql;
