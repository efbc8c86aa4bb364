/**
 * Lets an operator's existing Glance configuration work unchanged (op:CFG-1 to op:CFG-90, op:PIPE-1 to op:PIPE-14).
 *
 * <p>In one directory, {@code ${karaf.etc}} unless PID {@code org.vitrine.config.oslo} says otherwise, lie
 * {@code glance.conf}, {@code glance-api.conf}, {@code glance-image-import.conf}, {@code glance-api.conf.d/*.conf} and
 * {@code glance-api-paste.ini}. Their options become configurations of Configuration Admin: {@code options.txt} in
 * {@link org.vitrine.config.oslo.option} says which option is which key of which PID, the classes in
 * {@link org.vitrine.config.oslo.projection} do what is more than that. Without a main file the bundle does nothing.
 *
 * <p><b>Who wins.</b> What these files define takes the place of what the server ships with: a database in them replaces
 * the embedded one, stores in them the shipped one, the flavor's pipeline the shipped identity driver. A {@code .cfg} that
 * ships with the server gives way silently; a {@code .cfg} of the operator's for the same PID is an ERROR that names
 * both, and the Glance files win. The two are told apart by the copies of all shipped files in this bundle. What the
 * environment ({@code OS_GROUP__OPTION}) and the command line say wins over the files.
 *
 * <p><b>Changes.</b> The directory is looked at every {@code poll.interval} seconds. What has changed, and has been still
 * for one interval, is taken up; only configurations that differ are updated, so nothing else notices. Broken files leave
 * the last good configuration in force, with one ERROR that names file and line. At start there is none: then the server
 * stays closed, without a port and without anybody to let callers in, until the files are mended.
 *
 * <p><b>Never open by accident.</b> Configurations are made while this bundle starts, before any driver's (start level
 * 40), and taken back in the same breath when somebody else changes them: File Install may read the shipped files at any
 * moment of the boot.
 *
 * <p>What the files say without effect is in one report, in the log after the start and in the service
 * {@link org.vitrine.config.oslo.report.ConfigurationReport}. No value of an option comes into log or report.
 *
 * <p><b>The server's own files.</b> A {@code .cfg} is not judged here but by the component that it is for, which refuses
 * nonsense when it is made or modified. Keys and whole files that no metatype and no component knows are told too, with
 * what may have been meant. PID {@code org.vitrine.config.oslo.check}: once the server has started, and later whenever it
 * changes, the log and a file for {@code bin/vitrine} tell all of that, with file and line. Whoever writes a word into the
 * file {@code .asked} next to it is answered there once all changes so far are in force or refused. One thread looks at all
 * files, the Glance ones too.
 */
package org.vitrine.config.oslo;
