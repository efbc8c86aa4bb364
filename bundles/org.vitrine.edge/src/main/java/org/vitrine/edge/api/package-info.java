/**
 * Between the HTTP edge and what serves the API behind it. The edge owns the one servlet of the public port; it finds
 * out who is calling, stamps the request with {@link org.vitrine.edge.api.RequestAttributes} and hands it to the one
 * {@link org.vitrine.edge.api.ApiHandler}. The handler can be replaced at any time: the edge holds requests back until
 * the successor is there, so a client sees a delay and no error.
 *
 * <p>Calls come on the threads of the HTTP server, many at once, one for each request. Both sides write the errors of
 * the API by {@link org.vitrine.edge.api.ErrorPage}, which never shows a stack trace.
 */
@Version("1.0.0")
package org.vitrine.edge.api;

import org.osgi.annotation.versioning.Version;
