package org.huzheng.api;

import io.micronaut.http.HttpStatus;
import org.huzheng.api.security.TokenClaims;
import org.huzheng.identity.EmployerKey;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served, with the problem its asker is told. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detailEn());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** A member of the body is not as it must be. */
    static ProblemException malformed(String pointer, String expected, @Nullable String found) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:malformed-request",
                "请求有误 / Malformed request",
                HttpStatus.BAD_REQUEST.getCode(),
                "字段 " + (pointer.isEmpty() ? "(全文)" : pointer) + " 有误",
                "member " + (pointer.isEmpty() ? "(the whole body)" : pointer) + ": expected " + expected + ", found "
                        + (found == null ? "nothing" : found),
                pointer,
                expected,
                found == null ? "nothing" : found));
    }

    /** The asker was not granted this. */
    static ProblemException notGranted(String scope) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:not-granted",
                "未获授权 / Not granted",
                HttpStatus.FORBIDDEN.getCode(),
                "令牌缺少权限 " + scope,
                "the token lacks the scope " + scope,
                null,
                "scope " + scope,
                null));
    }

    /** The asker is no authorised agent of this employer; its code is public. */
    static ProblemException noAgentOf(EmployerKey employer) {
        String code = employer.code().value();
        return new ProblemException(new Problem(
                "urn:huzheng:problem:not-granted",
                "未获授权 / Not granted",
                HttpStatus.FORBIDDEN.getCode(),
                "令牌未载明申请人是单位 " + code + " 的经办人",
                "the token does not name the asker as an authorised agent of the employer " + code,
                "/employerCode",
                "claim " + TokenClaims.EMPLOYERS + " with " + code,
                null));
    }

    /** The idempotency key was used before for something else. */
    static ProblemException keyUsedOtherwise() {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:idempotency-key-reused",
                "幂等键已用于其他请求 / Idempotency key used for another request",
                HttpStatus.UNPROCESSABLE_ENTITY.getCode(),
                "该 Idempotency-Key 已用于内容不同的请求",
                "this Idempotency-Key was used for a request with another body",
                null,
                "the body first sent with this key",
                "another body"));
    }

    /** The body is longer than is read. */
    static ProblemException tooLarge(int longest) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:too-large",
                "请求过大 / Request too large",
                HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode(),
                "请求正文超过 " + longest + " 个字符",
                "the body is longer than " + longest + " characters",
                "",
                "at most " + longest + " characters",
                "more"));
    }

    /** What is asked for belongs to a citizen, and the token identifies none. */
    static ProblemException nobodyIdentified(String found) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:nobody-identified",
                "令牌未标识本人 / The token identifies nobody",
                HttpStatus.FORBIDDEN.getCode(),
                "须使用本人实名认证后取得的令牌",
                "the token must identify a citizen: expected a person key as claim " + TokenClaims.PERSON_KEY
                        + ", found " + found,
                null,
                "a person key as claim " + TokenClaims.PERSON_KEY,
                found));
    }

    /** The person disputes too much. */
    static ProblemException tooManyDisputes(int mostOpen, int most) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:too-many-disputes",
                "异议过多 / Too many disputes",
                HttpStatus.CONFLICT.getCode(),
                "每人同时至多 " + mostOpen + " 项未办结异议,累计至多 " + most + " 项",
                "a person may have " + mostOpen + " open disputes and file " + most + " in all",
                null,
                "fewer than " + mostOpen + " open disputes, and than " + most + " in all",
                "more"));
    }

    /** The dispute has ended. */
    static ProblemException disputeEnded(String outcome) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:dispute-ended",
                "异议已办结 / The dispute has ended",
                HttpStatus.CONFLICT.getCode(),
                "该异议已办结,不能再次提出或处理",
                "the dispute has ended and cannot be filed or ended again: expected an open dispute, found " + outcome,
                null,
                "an open dispute",
                outcome));
    }

    /** Nothing of this name is there for this asker. */
    static ProblemException notFound(String what) {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:not-found",
                "未找到 / Not found",
                HttpStatus.NOT_FOUND.getCode(),
                "未找到所请求的内容",
                "no such " + what,
                null,
                null,
                null));
    }

    /** The exchange cannot be reached or is starting. */
    static ProblemException unavailable() {
        return new ProblemException(new Problem(
                "urn:huzheng:problem:unavailable",
                "暂不可用 / Unavailable",
                HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                "服务暂不可用,请稍后重试",
                "the exchange cannot be reached now; try again later",
                null,
                null,
                null));
    }
}
