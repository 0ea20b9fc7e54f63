package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a whole request is refused (RFC 9457); nothing of it is taken. Says what was expected and found, never a value of a row. */
final class PushProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String expected;
    private final String found;
    private final @Nullable Duration retryAfter;

    /** Kinds of problems. */
    enum Kind {
        MALFORMED(400, "malformed-request", "请求格式不对 Malformed request"),
        NOT_AUTHENTICATED(401, "not-authenticated", "身份未核实 Not authenticated"),
        NOT_FOUND(404, "not-found", "没有这个地址 Not found"),
        WRONG_METHOD(405, "method-not-allowed", "方法不对 Method not allowed"),
        TOO_LARGE(413, "body-too-large", "请求过大 Body too large"),
        WRONG_MEDIA_TYPE(415, "unsupported-media-type", "媒体类型不对 Unsupported media type"),
        TOO_MUCH_AT_ONCE(429, "too-much-at-once", "请求过多,稍后再发 Too much at once, send again later"),
        FAILED(500, "failed", "服务出错 Failed"),
        NOT_COMMITTED(503, "not-committed", "尚未确认入库,请重发 Not known to be committed, send again");

        private final int status;
        private final String code;
        private final String title;

        Kind(int status, String code, String title) {
            this.status = status;
            this.code = code;
            this.title = title;
        }

        int status() {
            return status;
        }
    }

    private PushProblem(Kind kind, String expected, String found, @Nullable Duration retryAfter) {
        super(kind.code + ": expected " + expected + ", found " + found, null, false, false);
        this.kind = kind;
        this.expected = expected;
        this.found = found;
        this.retryAfter = retryAfter;
    }

    static PushProblem of(Kind kind, String expected, String found) {
        return new PushProblem(kind, expected, found, null);
    }

    /** A refusal that is over after a while. */
    static PushProblem forNow(Kind kind, String expected, String found, Duration retryAfter) {
        return new PushProblem(kind, expected, found, retryAfter);
    }

    Kind kind() {
        return kind;
    }

    /** After how many seconds to send again. */
    Optional<String> retryAfterSeconds() {
        return Optional.ofNullable(retryAfter).map(pause -> String.valueOf(Math.max(1, pause.toSeconds())));
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:huzheng:problem:" + kind.code)
                .put("title", kind.title)
                .put("status", kind.status)
                .put("detail", "expected " + expected + ", found " + found)
                .put("expected", expected)
                .put("found", found);
    }
}
