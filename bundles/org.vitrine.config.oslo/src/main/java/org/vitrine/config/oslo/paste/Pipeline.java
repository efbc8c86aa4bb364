package org.vitrine.config.oslo.paste;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the filters that a request for {@code /v2} goes through (op:PIPE-1, op:PIPE-9, op:PIPE-10): by pipelines, by
 * composites that map paths, and by the composite that picks a line by the flavor.
 */
final class Pipeline {
    private static final List<String> APPLICATIONS =
            List.of("app", "application", "composite", "composit", "pipeline", "filter-app");
    private static final List<String> FILTERS = List.of("filter");
    private static final List<String> URL_MAPS = List.of("glance.api:root_app_factory", "egg:Paste#urlmap");
    private static final String BY_FLAVOR = "glance.api:pipeline_factory";
    /** A pipeline that ends in version 1 serves version 2 all the same: the old one is gone. */
    private static final List<String> IMAGES =
            List.of("glance.api.v2.router:API.factory", "glance.api.v1.router:API.factory");

    private static final int DEEPEST = 20;

    private final PasteFile file;
    private final Optional<String> flavor;
    private final List<Filter> filters = new ArrayList<>();
    private Optional<Map<String, String>> healthcheck = Optional.empty();

    private Pipeline(PasteFile file, Optional<String> flavor) {
        this.file = file;
        this.flavor = flavor;
    }

    static Pipeline of(PasteFile file, Optional<String> flavor) {
        Pipeline pipeline = new Pipeline(file, flavor);
        pipeline.application(flavor.map(name -> "glance-api-" + name).orElse("glance-api"), DEEPEST);
        return pipeline;
    }

    /** The filters, the outermost first. */
    List<Filter> filters() {
        return filters;
    }

    /** What the health check is told, when it is an application of its own. */
    Optional<Map<String, String>> healthcheck() {
        return healthcheck;
    }

    private void application(String name, int depth) {
        if (depth == 0) {
            throw file.broken("the applications refer to each other in circles");
        }
        String section = file.find(name, APPLICATIONS);
        Map<String, String> keys = file.keys(section);
        if (keys.containsKey("filter-with")) {
            filter(keys.get("filter-with"));
        }
        if (section.startsWith("pipeline:")) {
            pipeline(section, keys.get("pipeline"), depth);
        } else if (section.startsWith("filter-app:")) {
            filters.add(filter(section, keys));
            application(required(section, "next", keys), depth - 1);
        } else {
            composite(section, keys, depth);
        }
    }

    private void composite(String section, Map<String, String> keys, int depth) {
        String factory = factory(keys);
        if (URL_MAPS.contains(factory)) {
            String health = keys.get("/healthcheck");
            if (health != null && healthcheck.isEmpty()) {
                healthcheck = Optional.of(file.keys(file.find(health, APPLICATIONS)));
            }
            application(byPath(section, keys), depth - 1);
        } else if (factory.equals(BY_FLAVOR)) {
            String line = flavor.orElse("default");
            pipeline(section, required(section, line, keys), depth);
        } else if (keys.containsKey("use") && !keys.get("use").contains(":")) {
            application(keys.get("use"), depth - 1);
        } else if (!IMAGES.contains(factory)) {
            throw file.broken("[" + section + "] is no application that this server knows");
        }
    }

    private static String factory(Map<String, String> keys) {
        for (String key : List.of("paste.app_factory", "paste.composite_factory", "paste.composit_factory", "use")) {
            if (keys.containsKey(key)) {
                return keys.get(key);
            }
        }
        return "";
    }

    private String byPath(String section, Map<String, String> keys) {
        if (keys.containsKey("/v2")) {
            return keys.get("/v2");
        }
        return required(section, "/", keys);
    }

    private void pipeline(String section, String line, int depth) {
        String[] names =
                line == null || line.isBlank() ? new String[0] : line.strip().split("\\s+");
        if (names.length == 0) {
            throw file.broken("[" + section + "] has an empty pipeline");
        }
        for (int i = 0; i < names.length - 1; i++) {
            filter(names[i]);
        }
        application(names[names.length - 1], depth - 1);
    }

    private void filter(String name) {
        String section = file.find(name, FILTERS);
        filters.add(filter(section, file.keys(section)));
    }

    private Filter filter(String section, Map<String, String> keys) {
        String factory = keys.getOrDefault("paste.filter_factory", keys.getOrDefault("use", ""));
        FilterKind kind = FilterKind.of(factory)
                .orElseThrow(
                        () -> file.broken(
                                "[" + section
                                        + "] is a filter that this server does not know; take it out of the pipeline to go on without"));
        return new Filter(section.substring(section.indexOf(':') + 1).strip(), kind, keys);
    }

    private String required(String section, String key, Map<String, String> keys) {
        if (!keys.containsKey(key)) {
            throw file.broken("[" + section + "] has no " + key);
        }
        return keys.get(key);
    }
}
