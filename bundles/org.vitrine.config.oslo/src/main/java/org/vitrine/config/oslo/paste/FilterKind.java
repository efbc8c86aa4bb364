package org.vitrine.config.oslo.paste;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a filter of a pipeline does; known by the names that Glance's team gave its factory (op:PIPE-11). */
enum FilterKind {
    CORS("oslo_middleware.cors:filter_factory", "oslo_middleware.cors:CORS.factory", "egg:oslo.middleware#cors"),
    PROXY_HEADERS(
            "oslo_middleware:HTTPProxyToWSGI.factory",
            "oslo_middleware.http_proxy_to_wsgi:HTTPProxyToWSGI.factory",
            "egg:oslo.middleware#http_proxy_to_wsgi"),
    VERSION_NEGOTIATION("glance.api.middleware.version_negotiation:VersionNegotiationFilter.factory"),
    PROFILER("osprofiler.web:WsgiMiddleware.factory"),
    AUTHTOKEN("keystonemiddleware.auth_token:filter_factory", "egg:keystonemiddleware#auth_token"),
    FAKE_AUTH("glance.tests.utils:FakeAuthMiddleware.factory"),
    CONTEXT("glance.api.middleware.context:ContextMiddleware.factory"),
    UNAUTHENTICATED_CONTEXT("glance.api.middleware.context:UnauthenticatedContextMiddleware.factory"),
    CACHE("glance.api.middleware.cache:CacheFilter.factory"),
    CACHE_MANAGE("glance.api.middleware.cache_manage:CacheManageFilter.factory"),
    GZIP("glance.api.middleware.gzip:GzipMiddleware.factory"),
    HEALTHCHECK(
            "oslo_middleware:Healthcheck.factory",
            "oslo_middleware:Healthcheck.app_factory",
            "oslo_middleware.healthcheck:Healthcheck.factory",
            "oslo_middleware.healthcheck:Healthcheck.app_factory",
            "egg:oslo.middleware#healthcheck"),
    REQUEST_ID(
            "oslo_middleware:RequestId.factory",
            "oslo_middleware.request_id:RequestId.factory",
            "egg:oslo.middleware#request_id"),
    SIZE_LIMIT(
            "oslo_middleware.sizelimit:RequestBodySizeLimiter.factory",
            "oslo_middleware:RequestBodySizeLimiter.factory",
            "egg:oslo.middleware#sizelimit"),
    AUDIT("keystonemiddleware.audit:filter_factory", "egg:keystonemiddleware#audit");

    private final List<String> factories;

    FilterKind(String... factories) {
        this.factories = List.of(factories);
    }

    static Optional<FilterKind> of(String factory) {
        return Arrays.stream(values())
                .filter(kind -> kind.factories.contains(factory))
                .findFirst();
    }
}
