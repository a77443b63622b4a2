package org.actionregistry.failure;

/**
 * One thing wrong with an input.
 *
 * @param path where: an RFC 6901 JSON Pointer into the body, or {@code path.name}, {@code query.name}, {@code header.name}
 * @param rule which rule was broken, a stable lower-case word such as {@code pattern} or {@code duplicate-key}
 * @param message what is wrong and what would be right, for a person
 */
public record Violation(String path, String rule, String message) {}
