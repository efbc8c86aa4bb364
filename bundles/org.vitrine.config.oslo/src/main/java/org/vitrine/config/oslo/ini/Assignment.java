package org.vitrine.config.oslo.ini;

/**
 * One {@code key = value} of a file.
 *
 * @param section as written, without the brackets
 * @param value its lines, joined by line feeds
 * @param line where the key stands
 */
public record Assignment(String section, String key, String value, int line) {}
