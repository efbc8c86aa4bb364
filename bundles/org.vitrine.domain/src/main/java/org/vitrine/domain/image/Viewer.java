package org.vitrine.domain.image;

/**
 * Through whose eyes the database is read (contract section 7.3).
 *
 * @param projectId the caller's project, or null for a caller without one
 * @param admin true: sees every image that is not deleted
 */
public record Viewer(String projectId, boolean admin) {
    /** The server itself: sees everything. */
    public static final Viewer SERVER = new Viewer(null, true);

    /** Whether this viewer may read the image (VIS-1). {@code member}: the viewer's project has a membership of any status. */
    public boolean maySee(Image image, boolean member) {
        if (admin || image.owner() == null) {
            return true;
        }
        return switch (image.visibility()) {
            case PUBLIC, COMMUNITY -> true;
            case SHARED -> member || image.owner().equals(projectId);
            case PRIVATE -> image.owner().equals(projectId);
        };
    }
}
