/**
 * The one exception of Vitrine and its kinds. Every failure that a caller may see is a {@link
 * org.vitrine.domain.error.VitrineException} with the {@link org.vitrine.domain.error.ErrorKind} that says what went
 * wrong; the HTTP edge alone turns a kind into a status.
 */
@Version("1.0.0")
package org.vitrine.domain.error;

import org.osgi.annotation.versioning.Version;
