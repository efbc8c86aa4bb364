/** The options that a Glance knows, their types, and what an operator's files set them to (op:CFG-2, op:CFG-3, op:CFG-6). */
package org.vitrine.config.oslo.option;
