package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How the rows of one origin are asked for. Address and body may name {@code {since}}, {@code {until}}, {@code {page}}, {@code {pageSize}} and
 * {@code {offset}}.
 *
 * @param url address
 * @param service {@code gjgxjhpt_sid}
 * @param body JSON to post; empty to get
 * @param times how the two times are written
 * @param rows where the rows lie in the answer
 * @param total where the answer says how many rows there are on all pages; empty if it does not
 * @param firstPage number of the first page
 * @param pageSize rows on a full page: a page with fewer is the last
 */
public record QuerySettings(
        String url,
        String service,
        Optional<String> body,
        TimeForm times,
        JsonPointer rows,
        Optional<JsonPointer> total,
        int firstPage,
        int pageSize) {
    public QuerySettings {
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(total, "total");
        if (pageSize < 1) {
            throw new IllegalArgumentException("pageSize: expected at least 1, found " + pageSize);
        }
        String asked = url + body.orElse("");
        for (String name : new String[] {"{since}", "{until}"}) {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException(
                        "url, body: expected " + name + " in one of the two, found it in neither");
            }
        }
        if (!asked.contains("{page}") && !asked.contains("{offset}")) {
            throw new IllegalArgumentException(
                    "url, body: expected {page} or {offset} in one of the two, found neither");
        }
        if (url.isBlank() || service.isBlank()) {
            throw new IllegalArgumentException("url, service: expected both, found a blank");
        }
    }

    URI urlFor(Map<String, String> parameters) {
        return URI.create(filled(url, parameters, value -> URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }

    Optional<String> bodyFor(Map<String, String> parameters) {
        return body.map(template -> filled(template, parameters, UnaryOperator.identity()));
    }

    private static String filled(String template, Map<String, String> parameters, UnaryOperator<String> encode) {
        String filled = template;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            filled = filled.replace("{" + parameter.getKey() + "}", encode.apply(parameter.getValue()));
        }
        return filled;
    }
}
