package org.vitrine.store.swift;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vitrine.store.swift.SwiftAccount.Domain;

/** The file with accounts by reference, as Glance reads it (STORE-SWIFT-30). */
final class AccountsFile {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsFile.class);
    private static final String COMMON = "DEFAULT";

    private AccountsFile() {}

    /**
     * Reads all accounts; a section that lacks something is left out, with an ERROR in the log.
     *
     * @param version of accounts that name none
     * @throws Misconfiguration when the file cannot be read
     */
    static Map<String, SwiftAccount> read(String file, String version) throws Misconfiguration {
        Map<String, Map<String, String>> sections;
        try {
            sections = sections(Files.readAllLines(Path.of(file), StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            throw new Misconfiguration("swift.store.config.file: " + file + " cannot be read", e);
        }
        Map<String, String> common = sections.getOrDefault(COMMON, Map.of());
        Map<String, SwiftAccount> accounts = new LinkedHashMap<>();
        sections.forEach((reference, values) -> {
            if (reference.equals(COMMON)) {
                return;
            }
            Map<String, String> all = new LinkedHashMap<>(common);
            all.putAll(values);
            try {
                accounts.put(reference, account(all, version));
            } catch (Misconfiguration e) {
                LOG.error("the section [{}] of {} is of no use: {}", reference, file, e.getMessage());
            }
        });
        return accounts;
    }

    private static SwiftAccount account(Map<String, String> values, String version) throws Misconfiguration {
        for (String key : List.of("auth_address", "user", "key")) {
            if (values.getOrDefault(key, "").isEmpty()) {
                throw new Misconfiguration(key + " is missing");
            }
        }
        return new SwiftAccount(
                version(values.getOrDefault("auth_version", version)),
                values.get("auth_address"),
                values.get("user"),
                values.get("key"),
                domain(values, "user_domain"),
                domain(values, "project_domain"));
    }

    private static Domain domain(Map<String, String> values, String which) {
        Optional<String> id = Optional.ofNullable(values.get(which + "_id"));
        Optional<String> name = Optional.ofNullable(values.get(which + "_name"));
        return id.isEmpty() && name.isEmpty() ? Domain.DEFAULT : new Domain(id, name);
    }

    /** @throws Misconfiguration when there is no such login */
    static int version(String text) throws Misconfiguration {
        return switch (text.strip()) {
            case "1", "1.0" -> 1;
            case "2", "2.0", "3" -> 3;
            default -> throw new Misconfiguration("the auth version is none of 1, 2 and 3");
        };
    }

    /** Python's form of INI files, as far as accounts need it: values may go on in indented lines. */
    private static Map<String, Map<String, String>> sections(List<String> lines) throws IOException {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = null;
        String key = null;
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                continue;
            }
            int separator = separator(text);
            if (Character.isWhitespace(line.charAt(0)) && key != null) {
                section.merge(key, text, (before, more) -> before + "\n" + more);
            } else if (text.startsWith("[") && text.endsWith("]")) {
                section = sections.computeIfAbsent(text.substring(1, text.length() - 1), name -> new LinkedHashMap<>());
                key = null;
            } else if (section != null && separator > 0) {
                key = text.substring(0, separator).strip().toLowerCase(Locale.ROOT);
                section.put(key, unquoted(text.substring(separator + 1).strip()));
            } else {
                throw new IOException("a line is neither a section nor KEY = VALUE");
            }
        }
        return sections;
    }

    private static int separator(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || colon >= 0 && colon < equals ? colon : equals;
    }

    private static String unquoted(String value) throws IOException {
        if (value.isEmpty() || value.charAt(0) != '"' && value.charAt(0) != '\'') {
            return value;
        }
        if (value.length() == 1 || value.charAt(value.length() - 1) != value.charAt(0)) {
            throw new IOException("a quote is not closed");
        }
        return value.substring(1, value.length() - 1);
    }
}
