/**
 * Decides by the policy language of OpenStack: the driver {@code oslo}, which reads the policy files of a Glance server
 * (POL-1 to POL-108 of the operator contract) and needs none, since every policy has a default in code.
 *
 * <p>PID {@code org.vitrine.policy.oslo}. Service property: {@code vitrine.driver=oslo}.
 *
 * <p>A decision takes microseconds and allocates one small object, unless its rule asks another server ({@code http:} and
 * {@code https:} checks, POL-9): then it waits for the answer, at most {@code remote.timeout}, and fails as {@code
 * UNAVAILABLE} when there is none. Servers get the caller's credentials without the token; redirects are not followed; the
 * server must be named in the rule, never by a value of the target, and such values are escaped.
 *
 * <p>Files are looked at again when a decision is asked for, after a pause of some milliseconds, and a changed
 * file counts from then on; there is no thread and no signal. A change is taken whole or not at all: when one file is broken
 * the rules that were good before stay, and one ERROR says what is wrong. As in the reference a rule that vanishes from
 * the files stays in force until the component starts anew (POL-31), with a WARN.
 *
 * <p>Failures: a rule that cannot be parsed is always no (POL-5), one that cannot be evaluated, such as a circle of rules,
 * is no whatever stands around it; the log says so when the file is loaded. While there never was a good set of files
 * nothing is granted: decisions fail as {@code INTERNAL} (POL-1, POL-32) until the files are mended.
 *
 * <p>Where this driver says no and the reference yes: a YAML rule without a value ({@code get_image:}, or an unquoted
 * {@code !}, which YAML reads as the same thing) is always no here, with an ERROR in the log. Where it says what the
 * reference does not know: the older names {@code tenant}, {@code tenant_id}, {@code owner}, {@code user} and {@code
 * is_admin} of credentials, and {@code is_public} of images (POL-14). Python literals other than constants, numbers and
 * text are not read, nor are other conversions than {@code %(key)s}: such checks cannot be evaluated.
 */
package org.vitrine.policy.oslo;
