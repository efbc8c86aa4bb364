package org.vitrine.edge;

/**
 * The keys of {@link EdgeConfig}, checked.
 *
 * @param maxRequestIdLength characters; 0 for no limit
 * @param proxyHeaders whether proxy headers are believed
 * @param gzip whether JSON is compressed
 * @param gzipMin smallest and
 * @param gzipMax largest that is
 * @param bodyRate bytes a second; 0 for no least rate
 * @param bodyWindow seconds
 * @param headerTimeout seconds; 0 for none
 */
record EdgeSettings(
        int maxRequestIdLength,
        boolean proxyHeaders,
        boolean gzip,
        int gzipMin,
        int gzipMax,
        int bodyRate,
        int bodyWindow,
        int headerTimeout) {
    private static final int HOUR = 3600;

    static EdgeSettings of(EdgeConfig config) {
        require(config.max_request_id_length() >= 0, "max.request.id.length must be 0 or more");
        require(config.gzip_min_size() >= 0, "gzip.min.size must be 0 or more");
        require(config.gzip_max_size() >= config.gzip_min_size(), "gzip.max.size must not be less than gzip.min.size");
        require(config.body_min_rate() >= 0, "body.min.rate must be 0 or more bytes a second");
        require(config.header_timeout() >= 0, "header.timeout must be 0 or more seconds");
        require(
                config.body_rate_window() >= 1 && config.body_rate_window() <= HOUR,
                "body.rate.window must be 1 to 3600 seconds");
        return new EdgeSettings(
                config.max_request_id_length(),
                config.enable_proxy_headers_parsing(),
                config.gzip(),
                config.gzip_min_size(),
                config.gzip_max_size(),
                config.body_min_rate(),
                config.body_rate_window(),
                config.header_timeout());
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
