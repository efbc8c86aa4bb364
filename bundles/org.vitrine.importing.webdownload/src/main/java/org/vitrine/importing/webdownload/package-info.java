/**
 * The import method {@code web-download}: an image from anywhere on the web that the operator allows (IMP-20, IMP-29,
 * IMP-51).
 *
 * <p>PID {@code org.vitrine.importing.webdownload}, without keys; service property {@code vitrine.driver=web-download}.
 * What is allowed, and how long it may take, is in {@code org.vitrine.importing.download}, which does the work; so are the
 * kinds of failure. An address that is not allowed is refused on the request, with {@code INVALID}, and once more when it
 * is fetched. The data goes on as it comes; nothing is kept here.
 */
package org.vitrine.importing.webdownload;
