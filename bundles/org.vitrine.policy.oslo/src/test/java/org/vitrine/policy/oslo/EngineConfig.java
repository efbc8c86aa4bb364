package org.vitrine.policy.oslo;

import java.lang.annotation.Annotation;
import java.nio.file.Path;

/** A configuration that looks for files in one directory; otherwise the defaults, unless changed here. */
final class EngineConfig implements OsloConfig {
    private final String directory;
    private boolean enforceScope = true;
    private boolean onlyNewDefaults = true;
    private String file = "policy.yaml";
    private String defaultRule = "default";
    private String[] directories = {"policy.d"};
    private String contentType = "application/x-www-form-urlencoded";
    private int timeout = 60;
    private boolean verify;
    private String caFile = "";
    private String certificateFile = "";
    private String keyFile = "";

    EngineConfig(Path directory) {
        this.directory = directory.toString();
    }

    EngineConfig scope(boolean enforce) {
        enforceScope = enforce;
        return this;
    }

    EngineConfig newDefaults(boolean enforce) {
        onlyNewDefaults = enforce;
        return this;
    }

    EngineConfig file(String name) {
        file = name;
        return this;
    }

    EngineConfig defaultRule(String name) {
        defaultRule = name;
        return this;
    }

    EngineConfig directories(String... names) {
        directories = names;
        return this;
    }

    EngineConfig json() {
        contentType = "application/json";
        return this;
    }

    EngineConfig contentType(String type) {
        contentType = type;
        return this;
    }

    EngineConfig timeout(int seconds) {
        timeout = seconds;
        return this;
    }

    EngineConfig verify(String authorities) {
        verify = true;
        caFile = authorities;
        return this;
    }

    EngineConfig show(String certificate, String key) {
        certificateFile = certificate;
        keyFile = key;
        return this;
    }

    @Override
    public String[] config_dirs() {
        return new String[] {directory};
    }

    @Override
    public String policy_file() {
        return file;
    }

    @Override
    public String[] policy_dirs() {
        return directories;
    }

    @Override
    public String policy_default_rule() {
        return defaultRule;
    }

    @Override
    public boolean enforce_scope() {
        return enforceScope;
    }

    @Override
    public boolean enforce_new_defaults() {
        return onlyNewDefaults;
    }

    @Override
    public String remote_content_type() {
        return contentType;
    }

    @Override
    public boolean remote_ssl_verify_server_crt() {
        return verify;
    }

    @Override
    public String remote_ssl_ca_crt_file() {
        return caFile;
    }

    @Override
    public String remote_ssl_client_crt_file() {
        return certificateFile;
    }

    @Override
    public String remote_ssl_client_key_file() {
        return keyFile;
    }

    @Override
    public int remote_timeout() {
        return timeout;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return OsloConfig.class;
    }
}
