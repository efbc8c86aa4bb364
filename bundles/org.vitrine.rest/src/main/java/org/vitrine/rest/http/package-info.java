/** What all resources share: routes, bodies, parameters. Nothing here is exported. */
package org.vitrine.rest.http;
