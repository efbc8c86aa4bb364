/**
 * The quota driver {@code limits}: the unified limits of Keystone (contract section 12, QUOTA-2 to QUOTA-12).
 *
 * <p>PID {@code org.vitrine.quota.limits}, whose keys are the options of {@code [oslo_limit]} with dots; service property
 * {@code vitrine.driver=limits}. The service user needs to read limits: the role {@code reader} on the system, and
 * {@code system.scope = all}.
 *
 * <p>A check costs two calls, one for the project's limits and one for the registered ones, which checks of the same
 * project at the same time share. With {@code limits.cache.time} they are remembered: so long may a limit that was
 * lowered let something pass; one that was raised works at once, as {@code core} never refuses by what is remembered.
 * Which service and region the endpoint is of is asked once.
 *
 * <p>Failures are {@code INTERNAL} and the request's (QUOTA-6): Keystone does not answer in time, refuses the service
 * user, does not know the endpoint, or has limits of another model than {@code flat}. While Keystone is silent, four
 * requests at a time try, and the others fail at once.
 */
package org.vitrine.quota.limits;
