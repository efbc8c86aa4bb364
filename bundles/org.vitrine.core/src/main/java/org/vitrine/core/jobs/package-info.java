/**
 * Work that outlives the request that asked for it, and the node that began it (design §3). A row says what is to be done
 * and who does it until when; threads come from the task executor of the moment. Every job ends: the node that has it ends
 * it, and when that node dies another one takes it up, or ends it after too many attempts.
 */
@Version("1.0.0")
package org.vitrine.core.jobs;

import org.osgi.annotation.versioning.Version;
