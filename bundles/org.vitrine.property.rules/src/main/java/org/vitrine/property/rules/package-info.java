/** Property protection by rule files. */
package org.vitrine.property.rules;
