/**
 * Images as values, and the rules about them that need no I/O: which status may follow which, who may see what, what a
 * query asks for. All types are immutable and safe for use by many threads.
 *
 * <p>A component that the API shows as JSON {@code null} (REP-2) is {@code null} here too; the Javadoc of each says so.
 */
@Version("1.0.0")
package org.vitrine.domain.image;

import org.osgi.annotation.versioning.Version;
