/**
 * Records in a relational database, in the schema of Glance 2023.2 (design §2): H2, MariaDB or MySQL, PostgreSQL.
 *
 * <p>PID {@code org.vitrine.metadata.jpa}, keys as in {@link org.vitrine.metadata.jpa.JpaRepositoryConfig}; service
 * property {@code vitrine.driver=jpa}. The persistence unit {@code vitrine} lies on the data source {@code vitrine}, which
 * {@code etc/org.ops4j.datasource-vitrine.cfg} describes. A change of that file makes a new data source, a new unit and a
 * new repository; the old one ends the work it has.
 *
 * <p>The tables are made, or found and kept, by the hook {@code vitrineSchema} before the data source is published: see
 * {@link org.vitrine.metadata.jpa.schema}. What is not Glance's is in tables named {@code vitrine_...},
 * in indexes of that name, and in the column {@code images.vitrine_revision}, which Glance leaves null.
 *
 * <p>All statements are native ones, run by EclipseLink. Entities would cost what matters here: the keys of Glance's
 * tables are made by the database, so each row would be a round trip of its own; its unique keys want the rows of deleted
 * things to be taken again; and its times are of no zone, which {@link java.sql.Timestamp} cannot carry through the
 * missing hour of a local zone. So times go in as texts and come out as microseconds.
 *
 * <p>Failures: no connection, or none in time, is {@code UNAVAILABLE}; a transaction that lost against others, again and
 * again, is {@code CONFLICT}, as is a record that is there already; a value that does not fit is {@code INVALID}.
 */
package org.vitrine.metadata.jpa;
