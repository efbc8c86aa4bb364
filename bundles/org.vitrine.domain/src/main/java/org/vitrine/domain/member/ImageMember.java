package org.vitrine.domain.member;

import java.time.Instant;

/**
 * One membership (MEM-1, DB-13).
 *
 * @param imageId of the image
 * @param memberId the project it is shared with
 * @param status what that project made of it
 * @param createdAt UTC
 * @param updatedAt UTC
 */
public record ImageMember(String imageId, String memberId, MemberStatus status, Instant createdAt, Instant updatedAt) {}
