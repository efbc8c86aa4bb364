/** What projects may have, and holding them to it, also when many ask at once (contract section 12). */
package org.vitrine.core.quota;
