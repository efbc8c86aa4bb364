/**
 * The import plugin {@code no_op}: does nothing, in its turn (IMP-80). To see whether plugins run, and as the shortest
 * example of one.
 *
 * <p>PID {@code org.vitrine.importing.noop}, without keys; service property {@code vitrine.driver=no_op}.
 */
package org.vitrine.importing.noop;
