/** {@code vitrine:metadefs-load}, {@code -unload} and {@code -export}: metadata definitions in files and out of them. */
@Header(name = "Karaf-Commands", value = "org.vitrine.shell.metadefs")
package org.vitrine.shell.metadefs;

import org.osgi.annotation.bundle.Header;
