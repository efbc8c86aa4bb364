package org.vitrine.store.s3;

/**
 * Who somebody is to S3.
 *
 * @param accessKey names them
 * @param secretKey signs for them
 */
record Credentials(String accessKey, String secretKey) {
    /** As a location holds them: raw, and the secret may hold slashes (STORE-S3-20). */
    String inLocation() {
        return accessKey + ":" + secretKey;
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
