/** Records in a relational database, in the schema of Glance. */
package org.vitrine.metadata.jpa;
