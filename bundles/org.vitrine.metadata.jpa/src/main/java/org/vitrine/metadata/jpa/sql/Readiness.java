package org.vitrine.metadata.jpa.sql;

/** Whether the tables are those that the statements are written for. */
public interface Readiness {
    /**
     * Returns when they are.
     *
     * @throws org.vitrine.domain.error.VitrineException UNAVAILABLE when they are not yet
     */
    void require();
}
