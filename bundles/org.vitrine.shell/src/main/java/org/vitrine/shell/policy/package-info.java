/** {@code vitrine:policy-check}: which rule decides a request, and why. */
@Header(name = "Karaf-Commands", value = "org.vitrine.shell.policy")
package org.vitrine.shell.policy;

import org.osgi.annotation.bundle.Header;
