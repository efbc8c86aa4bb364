/**
 * Decides by the policy language of OpenStack: the driver {@code oslo}, which reads the policy files of a Glance server
 * (POL-1 to POL-108 of the operator contract) and needs none, since every policy has a default in code.
 *
 * <p>PID {@code org.vitrine.policy.oslo}. Service property: {@code vitrine.driver=oslo}.
 *
 * <p>Files are looked at again when a decision is asked for, at most some hundred times a second, and a changed file
 * counts from then on; there is no thread and no signal. A change is taken whole or not at all: when one file is broken
 * the rules that were good before stay, and one ERROR says what is wrong. As in the reference a rule that vanishes from
 * the files stays in force until the component starts anew (POL-31), with a WARN.
 *
 * <p>Failures: a rule that cannot be parsed is always no (POL-5), one that cannot be evaluated, such as a circle of rules,
 * is no whatever stands around it; the log says so when the file is loaded. While there never was a good set of files
 * nothing is granted: decisions fail as {@code INTERNAL} (POL-1, POL-32) until the files are mended.
 *
 * <p>Where this driver says no and the reference yes: a YAML rule without a value ({@code get_image:}, or an unquoted
 * {@code !}, which YAML reads as the same thing) is always no here, with an ERROR in the log.
 */
package org.vitrine.policy.oslo;
