/**
 * The import method {@code glance-download}: an image of the Image service of another region, fetched with the caller's own
 * token (IMP-23, IMP-52).
 *
 * <p>PID {@code org.vitrine.importing.glancedownload}; service property {@code vitrine.driver=glance-download}. The other
 * service is the one that the caller's service catalog has for the region. Formats and the properties that the operator
 * listed come with the data. The data must be as long as the other service says, and
 * have the hash that it says.
 *
 * <p>The catalog's address goes through the same filter as what users name (IMP-43), so its port must be allowed, but it
 * may be private. The token is sent to that address alone. It is never written down: an import that is taken up by another
 * node fails with {@code UNAUTHENTICATED}, and is to be asked for again. Other failures are those of {@code
 * org.vitrine.importing.download}.
 */
package org.vitrine.importing.glancedownload;
