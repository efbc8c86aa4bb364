/** The paste file: through which filters a request goes, as far as Glance's own files go (op:PIPE-1 to op:PIPE-14). */
package org.vitrine.config.oslo.paste;
