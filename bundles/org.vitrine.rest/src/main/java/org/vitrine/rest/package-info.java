/**
 * The Image API v2 over HTTP: routes, JSON views and schemas. Parses and formats, and leaves every decision to {@code
 * core}. Serves as the {@link org.vitrine.edge.api.ApiHandler} behind the edge.
 *
 * <p>PID {@code org.vitrine.rest}. While it is being replaced the edge holds requests.
 */
package org.vitrine.rest;
