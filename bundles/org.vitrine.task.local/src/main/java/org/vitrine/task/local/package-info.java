/**
 * The task executor {@code local}: threads of this server, a bounded number of them, and a bounded queue in front.
 *
 * <p>PID {@code org.vitrine.task.local}; service property {@code vitrine.driver=local}. A thread is started when there is
 * work for it and goes when it has been idle for a minute. What does not fit into the queue is refused, and {@code core}
 * comes back to it. When the driver leaves, by an update of this bundle or at the end of the server, the tasks that wait are
 * dropped and those that run are stopped: they are rows in the database, and begun again where they stopped.
 *
 * <p>Keys: {@code task.pool.threads}, how many tasks run at a time (IMP-13 of the operator contract).
 */
package org.vitrine.task.local;
