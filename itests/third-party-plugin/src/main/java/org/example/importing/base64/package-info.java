/**
 * A third-party import plugin, {@code base64_decoding}: stores images decoded that come as Base64 text, which says their
 * property {@code transfer_encoding = base64}.
 *
 * <p>PID {@code org.example.importing.base64}, without keys.
 */
package org.example.importing.base64;
