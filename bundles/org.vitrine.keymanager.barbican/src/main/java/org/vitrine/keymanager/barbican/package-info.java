/**
 * The key manager {@code barbican}: OpenStack's Key Manager service, as the Image API needs it to delete the keys of
 * images that Cinder made of encrypted volumes (DEL-12, SCHEMA-8, CFG-77 of the operator contract).
 *
 * <p>PID {@code org.vitrine.keymanager.barbican}, whose keys are the options of {@code [barbican]} with dots and two of our
 * own; service property {@code vitrine.driver=barbican}. Nothing needs to be set: Barbican is where the caller's own
 * catalog says.
 *
 * <p>A key is one {@code DELETE /v1/secrets/ID} with the caller's own token, nobody else's: what the caller may not do at
 * Barbican does not happen. The token goes to the Barbican that the configuration or the caller's catalog names, and to
 * the Keystone of {@code auth.endpoint} when the request came without a catalog; redirects are not followed.
 *
 * <p>Failures are {@code NOT_FOUND} (404), {@code FORBIDDEN} (401, 403, or no token) and {@code UNAVAILABLE} (all other
 * answers, silence, no endpoint). While Barbican is silent, four requests at a time try, and the others fail at once.
 */
package org.vitrine.keymanager.barbican;
