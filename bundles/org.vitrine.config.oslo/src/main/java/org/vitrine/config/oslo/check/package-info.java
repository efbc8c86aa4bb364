/** What is wrong with {@code .cfg} files, by what bundles and components say of themselves. */
package org.vitrine.config.oslo.check;
