/**
 * The import plugin {@code inject_image_metadata}: properties that the operator gives to every imported image (IMP-90).
 *
 * <p>PID {@code org.vitrine.importing.inject}; service property {@code vitrine.driver=inject_image_metadata}. Imports of
 * callers with one of the roles of {@code ignore.user.roles} are left as they are. Property protections do not matter
 * here (PROP-19): who wants the properties to stay protects them.
 */
package org.vitrine.importing.inject;
