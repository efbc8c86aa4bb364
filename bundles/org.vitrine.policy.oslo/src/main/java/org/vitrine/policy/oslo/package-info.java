/** The policy language of OpenStack. */
package org.vitrine.policy.oslo;
