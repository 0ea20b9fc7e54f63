package org.huzheng.api;

import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.socialsecurity.InsuranceKind;

/** Reads what a payment request asks: a period, kinds of insurance, and for a verification how many months. */
@Singleton
final class PaymentIntake implements TypeIntake {
    /** Longer than any working life. */
    private static final int LONGEST_MONTHS = 720;

    @Override
    public String type() {
        return KnownCertificateTypes.PAYMENT.code();
    }

    @Override
    public Set<String> members() {
        return Set.of("from", "to", "kinds", "minimumMonths");
    }

    @Override
    public SpecificRecord read(RequestHeader header, JsonBody body, People people) {
        YearMonth from = month(body, "from");
        YearMonth to = month(body, "to");
        if (to.isBefore(from) || ChronoUnit.MONTHS.between(from, to) >= LONGEST_MONTHS) {
            throw ProblemException.malformed(
                    body.at("to"),
                    "a month from " + from + " and at most " + LONGEST_MONTHS + " months",
                    "\"" + to + "\"");
        }
        return PaymentRequest.newBuilder()
                .setHeader(header)
                .setFromMonth(number(from))
                .setToMonth(number(to))
                .setKinds(kinds(body))
                .setMinimumMonths(minimum(header, body))
                .build();
    }

    private static YearMonth month(JsonBody body, String name) {
        return body.value(name, "a month like 2026-01", body.text(name), YearMonth::parse);
    }

    private static List<InsuranceKind> kinds(JsonBody body) {
        return body.texts("kinds").stream()
                .map(text -> body.symbol("kinds", InsuranceKind.class, text))
                .distinct()
                .sorted()
                .toList();
    }

    private static @org.jspecify.annotations.Nullable Integer minimum(RequestHeader header, JsonBody body) {
        Integer minimum = body.optionalNumber("minimumMonths").orElse(null);
        if (minimum != null && header.getForm() != RequestForm.VERIFICATION) {
            throw ProblemException.malformed(
                    body.at("minimumMonths"), "no such member in a request for a certificate", minimum.toString());
        }
        if (minimum != null && (minimum < 1 || minimum > LONGEST_MONTHS)) {
            throw ProblemException.malformed(body.at("minimumMonths"), "1 to " + LONGEST_MONTHS, minimum.toString());
        }
        return minimum;
    }

    private static int number(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }
}
