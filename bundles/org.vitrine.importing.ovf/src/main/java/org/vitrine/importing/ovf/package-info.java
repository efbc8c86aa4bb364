/**
 * The import plugin {@code ovf_process}: takes the disk out of an OVA, an archive of a virtual machine (TASK-12).
 *
 * <p>PID {@code org.vitrine.importing.ovf}; service property {@code vitrine.driver=ovf_process}. It is a step of tasks of
 * the type {@code import}. It needs the archive as a file, and makes no second one: the disk is read where it lies.
 *
 * <p>It works for images of the container {@code ova} and for administrators. The archive must be a tar file with one OVF
 * descriptor and the one disk that the descriptor names. The image's container is {@code bare} from then on, and it gets
 * the properties of the descriptor's processor settings that the operator is interested in.
 *
 * <p>Nothing in an archive is trusted: names are compared and never used as paths, links are not followed, sizes count only
 * inside of the file, the number of entries and the size of the descriptor are bounded, and a descriptor with a document
 * type, and so with entities, is refused.
 *
 * <p>Failures: an archive that is refused is {@code INVALID}, with a reason for its owner; one of somebody who is no
 * administrator is {@code FORBIDDEN}.
 */
package org.vitrine.importing.ovf;
