/**
 * Regular expressions as Python's {@code re} has them, searched in time that grows with the length of the name times the
 * size of the expression, whatever the expression. Back references, conditional and atomic groups and possessive
 * quantifiers, which cannot be searched like that, are refused.
 */
package org.vitrine.property.rules.pattern;
