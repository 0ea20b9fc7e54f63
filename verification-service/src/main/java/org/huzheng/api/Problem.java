package org.huzheng.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request (RFC 9457, {@code application/problem+json}).
 *
 * @param type names the kind of problem
 * @param title the kind in Chinese and English
 * @param status HTTP status
 * @param detail what is wrong with this request, in Chinese
 * @param detailEn the same in English
 * @param pointer JSON pointer (RFC 6901) to the member at fault
 * @param expected what was expected there
 * @param found what was found there, never an identity number
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String detailEn,
        @Nullable String pointer,
        @Nullable String expected,
        @Nullable String found) {}
