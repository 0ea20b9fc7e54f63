package org.huzheng.adapter.source.httppush;

import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.digest.Sha256;

/** A way in which callers show who they are, judged by the head of a request, before its body is read. */
interface Authentication {
    /**
     * The head of a request.
     *
     * @param method HTTP method
     * @param path path as sent, still percent-encoded
     * @param headers header fields
     */
    record RequestHead(String method, String path, Headers headers) {}

    /**
     * A caller who is known.
     *
     * @param name key id or subject, for the log
     * @param bodyDigest SHA-256 the body must have, where the caller signed it
     */
    record Caller(String name, Optional<byte[]> bodyDigest) {
        public Caller {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(bodyDigest, "bodyDigest");
        }

        void checkBody(byte[] body) throws PushProblem {
            if (bodyDigest.isPresent() && !MessageDigest.isEqual(bodyDigest.get(), Sha256.of(body))) {
                throw PushProblem.of(
                        PushProblem.Kind.NOT_AUTHENTICATED,
                        "a body with the SHA-256 that Content-Digest states and the signature covers",
                        "another body");
            }
        }
    }

    /** What a caller may send, for a request without any of it and for {@code WWW-Authenticate}. */
    String scheme();

    /** Whether the request shows anything of this kind, right or wrong. */
    boolean attempts(RequestHead request);

    /** Who the caller is; a problem if what is shown is not right. */
    Caller admit(RequestHead request) throws PushProblem;

    /** Any of several ways: the first one the request attempts decides. */
    static Authentication anyOf(List<Authentication> ways) {
        return new Authentication() {
            @Override
            public String scheme() {
                return String.join(
                        ", ", ways.stream().map(Authentication::scheme).toList());
            }

            @Override
            public boolean attempts(RequestHead request) {
                return ways.stream().anyMatch(way -> way.attempts(request));
            }

            @Override
            public Caller admit(RequestHead request) throws PushProblem {
                for (Authentication way : ways) {
                    if (way.attempts(request)) {
                        return way.admit(request);
                    }
                }
                throw PushProblem.of(PushProblem.Kind.NOT_AUTHENTICATED, "one of: " + scheme(), "neither");
            }
        };
    }
}
