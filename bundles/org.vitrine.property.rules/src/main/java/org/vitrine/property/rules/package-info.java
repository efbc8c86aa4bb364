/**
 * Protects additional properties by a rule file: the driver {@code rules}, which reads the property protection files of a
 * Glance server in both of their formats (PROP-1 to PROP-20 of the operator contract, PP-1 to PP-8 of the API contract).
 *
 * <p>PID {@code org.vitrine.property.rules}. Service property: {@code vitrine.driver=rules}. The file is found on {@code
 * config.dirs}. In the format {@code policies} the policy engine is asked, by the reference {@code policy}, which takes the
 * driver {@code oslo} unless {@code policy.target} says otherwise; while no engine is there everything that needs one is
 * denied, after a wait for one that left a moment ago.
 *
 * <p>A file that cannot be used keeps the component down, and core then denies everything (PROP-9); {@code error.file}
 * says why, and a server that starts ends for it. The file is looked at
 * again when a decision is asked for, after a pause of some milliseconds; when it changed into one that cannot be used, the
 * last good rules stay and one ERROR says why (PROP-10).
 *
 * <p>Where this driver differs from the reference: a file without any section is refused instead of permitting
 * everything; letter case of service roles does not matter (PP-2); a section that was removed is forgotten at once; and of
 * regular expressions what cannot be searched in linear time is refused, see {@code pattern}.
 */
package org.vitrine.property.rules;
