/** The configuration files of OpenStack's programs, as oslo.config reads them (op:CFG-2). */
package org.vitrine.config.oslo.ini;
