package org.huzheng.api;

import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.payment.MonthNumbers;
import org.huzheng.socialsecurity.InsuranceKind;

/** Reads what a payment request asks: a period, kinds of insurance, and for a verification how many months. */
@Singleton
final class PaymentIntake implements TypeIntake {
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
        YearMonth from = Months.read(body, "from");
        YearMonth to = Months.end(body, "to", from);
        return PaymentRequest.newBuilder()
                .setHeader(header)
                .setFromMonth(MonthNumbers.of(from))
                .setToMonth(MonthNumbers.of(to))
                .setKinds(body.symbols("kinds", InsuranceKind.class))
                .setMinimumMonths(minimum(header, body))
                .build();
    }

    private static @org.jspecify.annotations.Nullable Integer minimum(RequestHeader header, JsonBody body) {
        Integer minimum = Months.count(body, "minimumMonths").orElse(null);
        if (minimum != null && header.getForm() != RequestForm.VERIFICATION) {
            throw ProblemException.malformed(
                    body.at("minimumMonths"), "no such member in a request for a certificate", minimum.toString());
        }
        return minimum;
    }
}
