/**
 * Lets Karaf 4.4 run on Java 24 and later. There {@code Subject.getSubject()} throws and a subject put into an access
 * control context is lost, and Karaf's shell and event admin use both. A weaving hook sends the few classes that do to
 * {@link org.vitrine.jdk.CurrentSubject} instead. Does nothing on older Java. ADR 0001 tells when to drop it.
 */
package org.vitrine.jdk;
