/**
 * Tests of the built distribution: inside its container by Pax Exam, and from outside by real clients. Run by {@code mvn
 * verify}; nothing here looks into a bundle that is not exported.
 */
package org.vitrine.itests;
