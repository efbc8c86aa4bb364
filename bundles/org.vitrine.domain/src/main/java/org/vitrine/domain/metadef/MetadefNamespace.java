package org.vitrine.domain.metadef;

import java.util.Objects;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.domain.error.VitrineException;
import org.vitrine.domain.image.Viewer;

/**
 * A namespace without what it holds (MDN-2, DB-17).
 *
 * @param name unique in the whole server, 1 to 80 characters
 * @param displayName or null
 * @param description or null
 * @param visibility never null
 * @param isProtected true: neither it nor anything in it can be deleted (MD-8)
 * @param owner project id, or null for a namespace that nobody owns
 */
public record MetadefNamespace(
        String name,
        String displayName,
        String description,
        MetadefVisibility visibility,
        boolean isProtected,
        String owner) {
    /** Checks what may not be null. */
    public MetadefNamespace {
        Objects.requireNonNull(name);
        Objects.requireNonNull(visibility);
    }

    /** Whether the viewer may know of this namespace (MD-2). */
    public boolean visibleTo(Viewer viewer) {
        return viewer.admin()
                || owner == null
                || visibility == MetadefVisibility.PUBLIC
                || owner.equals(viewer.projectId());
    }

    /** {@code FORBIDDEN} when this namespace is protected; {@code what} is about to be deleted (MD-8). */
    public void requireDeletable(String what) {
        if (isProtected) {
            throw new VitrineException(
                    ErrorKind.FORBIDDEN, "Metadata definition " + what + " is protected and cannot be deleted.");
        }
    }
}
