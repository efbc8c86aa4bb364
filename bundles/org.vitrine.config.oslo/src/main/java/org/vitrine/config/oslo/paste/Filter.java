package org.vitrine.config.oslo.paste;

import java.util.Map;

/**
 * A filter that requests go through.
 *
 * @param name as the pipeline names it
 * @param keys what its section sets
 */
record Filter(String name, FilterKind kind, Map<String, String> keys) {}
