/** Asks policy servers of the operator: {@code http:} and {@code https:} checks (POL-9). */
package org.vitrine.policy.oslo.remote;
