/**
 * Records in memory: for tests and demonstrations. Everything is lost when the bundle stops.
 *
 * <p>PID {@code org.vitrine.metadata.memory}, without keys; service property {@code vitrine.driver=memory}.
 */
package org.vitrine.metadata.memory;
