package org.huzheng.adapter.source.jdbc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be said of a JDBC address, which may hold a password in as many forms as there are drivers. */
public final class JdbcUrl {
    private static final Pattern SCHEME = Pattern.compile("jdbc:(?:[A-Za-z][\\w+-]*:)?");

    /** Where parameters begin, in the forms that drivers know: {@code ?name=}, {@code ;name=}, and {@code :name=} behind the database. */
    private static final Pattern PARAMETERS = Pattern.compile("[?;]|:\\w+=");

    /** {@code user/password@} as Oracle has it, {@code user:password@} as others do. */
    private static final Pattern LOGIN = Pattern.compile("(?s)^(jdbc:(?:[^@:/]+:){1,2}(?://)?)?.*@");

    /** No {@code @}, or Oracle's before the host, with nothing in front of it. */
    private static final Pattern WITHOUT_LOGIN = Pattern.compile("(?s)[^@]*|jdbc:\\w+:\\w+:@[^@]*");

    /** By what its name tells, also as Oracle and MySQL have it in brackets; an escape in a name tells nothing. */
    private static final Pattern LOGIN_PARAMETER = Pattern.compile(
            "(?:(?i:pass|pwd|secret|token|credential|login(?!timeout)|\\buid|(?:client|access|api)_?key)"
                    + "|[uU]ser|USER)[^?;&:,(){}/=]*=|[?;&][^=&;]*%");

    private JdbcUrl() {}

    /** Whether a login stands in it, before the host or as a parameter, or what may be one. */
    public static boolean mayHoldLogin(String url) {
        return !WITHOUT_LOGIN.matcher(url).matches()
                || LOGIN_PARAMETER.matcher(url).find();
    }

    /** Its beginning, up to the kind of database. */
    public static String scheme(String url) {
        Matcher scheme = SCHEME.matcher(url);
        return scheme.lookingAt() ? scheme.group() + "…" : "none that begins with jdbc:";
    }

    /** It without a login before the host and without the parameters behind the database; only the scheme where these cannot be told apart. */
    public static String withoutSecrets(String url) {
        Matcher parameters = PARAMETERS.matcher(url);
        int end = parameters.find() ? parameters.start() : url.length();
        String kept = LOGIN.matcher(url.substring(0, end)).replaceFirst("$1@");
        // A password may hold what parameters begin with: then the host is behind it.
        boolean clear =
                url.indexOf('@', end) < 0 && !LOGIN_PARAMETER.matcher(kept).find();
        return clear ? kept : scheme(url);
    }
}
