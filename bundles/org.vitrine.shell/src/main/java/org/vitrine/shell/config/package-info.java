/** {@code vitrine:config-report}: what became of an operator's Glance configuration. */
@Header(name = "Karaf-Commands", value = "org.vitrine.shell.config")
package org.vitrine.shell.config;

import org.osgi.annotation.bundle.Header;
