/**
 * Commands for the server's console, all in the scope {@code vitrine}. They call {@code core} as an operator: no policy is
 * asked. A command that could not do all that it was told ends with an error, after it has done what it could.
 */
package org.vitrine.shell;
