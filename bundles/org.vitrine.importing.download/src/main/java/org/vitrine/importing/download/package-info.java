/**
 * Fetches what users name, from the real internet: the way out for import methods (IMP-40 to IMP-44, IMP-51).
 *
 * <p>PID {@code org.vitrine.importing.download}, whose keys are Glance's {@code import_filtering_opts} and limits of our
 * own. {@link org.vitrine.importing.download.Downloads} is there without a configuration too, with the defaults.
 *
 * <p>Every step of a download, the first and each redirect, goes through the operator's lists of schemes, hosts and ports.
 * Then its host is looked up, once; addresses of this machine and its link are never used, nor are private ones, unless
 * the operator lists the host as allowed; and the connection is made to an address that was checked, whatever the name
 * means by then. The name is still what the certificate must be for.
 *
 * <p>Where the operator has a proxy, which the configuration or the environment names, requests go to that, and it looks
 * names up. The lists count as they do without it; a host that this machine knows by an address that is not allowed is
 * refused too, and any address that is written as one is checked. What a name means to the proxy only the proxy can check.
 *
 * <p>It speaks HTTP/1.1 itself, over a socket: no client library lets go of name lookup, redirects, decompression,
 * buffering and repetition all at once. One request for each connection; nothing is decompressed. An answer that is
 * shorter than announced, has two lengths, or a head without end, is a failure. A server that sends nothing, or less than
 * the minimum rate, is cut off. A download that breaks off goes on where it was, if the server proves that the data is
 * still the same.
 *
 * <p>Failures: what the filter, or the address itself, forbids: {@code INVALID}; 404 and 410: {@code NOT_FOUND}; 401 and
 * 403: {@code FORBIDDEN}; more than the caller wants: {@code QUOTA_EXCEEDED}; too slow: {@code GATEWAY_TIMEOUT}; anything
 * else that is the other server's: {@code BAD_GATEWAY}. No message holds a password or an address's query.
 */
@Version("1.0.0")
package org.vitrine.importing.download;

import org.osgi.annotation.versioning.Version;
