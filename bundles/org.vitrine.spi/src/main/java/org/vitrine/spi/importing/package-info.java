/**
 * For authors of import methods and import plugins: where the data of an import comes from, and what happens to it on its
 * way into the stores (contract section 16, chapter 5 of the operator contract).
 *
 * <p>An {@link org.vitrine.spi.importing.ImportMethod} opens the data that a client named: a web address, an image of
 * another server, anything else. Import plugins then see it one after the other in the order that the operator
 * configured; each chooses how much of it it needs by what it implements:
 *
 * <ul>
 *   <li>{@link org.vitrine.spi.importing.MetadataPlugin} sees the image's record and never the data;
 *   <li>{@link org.vitrine.spi.importing.StreamPlugin} puts its own stream around the data: nothing is written to disk,
 *       the plugin works while the stores write;
 *   <li>{@link org.vitrine.spi.importing.FilePlugin} gets a file, for formats that need to be read at random or by another
 *       program.
 * </ul>
 *
 * All of them are Declarative Services components that exist because a configuration exists, registered as {@link
 * org.vitrine.spi.importing.ImportMethod} or {@link org.vitrine.spi.importing.ImportPlugin} and named by {@link
 * org.vitrine.spi.driver.Driver}: the name is what clients put into {@code method.name}, or what operators put into {@code
 * image_import_plugins}. They may come and go while imports run: an import in hand holds a lease for as long as it uses
 * one.
 *
 * <p>They are called on a thread of the import, several imports at a time, and may block. An import that is to stop closes
 * the data that it opened, from another thread, so that reading it fails; where a method or plugin does not read, it looks at
 * {@link org.vitrine.spi.importing.ImportContext#cancelled()} at least once a second, and throws. Threads of imports are
 * never interrupted. Whatever they throw ends the import, and {@code core} undoes it: a plugin has nothing to revert.
 * A {@link org.vitrine.domain.error.VitrineException} tells the owner its message, unless it is {@code INTERNAL}; of
 * anything else the owner learns nothing but that the import failed. No message may hold a credential, so none repeats a
 * URL as it was given.
 *
 * <p>What becomes of the record, a {@link org.vitrine.spi.importing.ImageChanges}, is written together with the data's
 * locations in one transaction: an import that fails has changed nothing of it. An import may be begun anew on another
 * node after a crash: plugins keep no state of their own, and write nowhere but into {@link
 * org.vitrine.spi.importing.ImportContext#workingDirectory()}.
 */
@Version("1.0.0")
package org.vitrine.spi.importing;

import org.osgi.annotation.versioning.Version;
