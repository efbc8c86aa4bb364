/**
 * Runs another program on data that nobody trusts, in bounds: a plain library without services.
 *
 * <p>A {@link org.vitrine.program.ConfinedProgram} is a process, and a process group, of its own. The kernel bounds its
 * processor time, memory and what it writes ({@code prlimit}), it cannot gain rights ({@code setpriv}), and it dies with
 * the server. It is found by its absolute path or in the system's directories alone, gets an environment of three
 * variables, nothing to read from its standard input, and is killed, with all that it started, at the end of its time,
 * when nobody wants its result any longer, or when the waiting thread is interrupted. What it says is kept up to a bound.
 *
 * <p>{@code setsid}, {@code setpriv} and {@code prlimit} are of util-linux, which every Linux has. Without them nothing is
 * run: {@code UNAVAILABLE}.
 */
@Version("1.0.0")
package org.vitrine.program;

import org.osgi.annotation.versioning.Version;
