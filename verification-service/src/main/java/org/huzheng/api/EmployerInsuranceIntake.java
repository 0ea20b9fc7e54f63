package org.huzheng.api;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.identity.EmployerKey;
import org.huzheng.payment.MonthNumbers;
import org.huzheng.socialsecurity.InsuranceKind;

/** Reads a request for the insured people of an employer: the employer, of whom the asker must be an agent, a month, and kinds of insurance. */
@Singleton
final class EmployerInsuranceIntake implements TypeIntake {
    private final InstantSource clock;

    EmployerInsuranceIntake(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String type() {
        return KnownCertificateTypes.EMPLOYER_INSURANCE.code();
    }

    @Override
    public String subject() {
        return "employerCode";
    }

    @Override
    public String subjectKey(JsonBody body, People people, Asker asker) {
        EmployerKey employer = employer(body);
        asker.requireAgentOf(employer);
        return employer.value();
    }

    @Override
    public Set<String> members() {
        return Set.of("month", "kinds");
    }

    @Override
    public SpecificRecord read(RequestHeader header, JsonBody body, People people) {
        if (header.getAsOf() != null) {
            throw ProblemException.malformed(
                    body.at("asOf"), "no such member: the month says which days are asked about", "a day");
        }
        return EmployerInsuranceRequest.newBuilder()
                .setHeader(header)
                .setEmployerCode(employer(body).code().value())
                .setMonth(MonthNumbers.of(month(body)))
                .setKinds(body.symbols("kinds", InsuranceKind.class))
                .build();
    }

    private EmployerKey employer(JsonBody body) {
        String text = body.text(subject());
        return EmployerKey.named(text)
                .orElseThrow(() -> ProblemException.malformed(
                        body.at(subject()),
                        "a unified social credit code (GB 32100) with its check character",
                        JsonBody.shape(text)));
    }

    /** Of a month that has not come no record speaks yet. */
    private YearMonth month(JsonBody body) {
        YearMonth month = Months.read(body, "month");
        if (month.isAfter(YearMonth.from(clock.instant().atZone(RequestIntake.CHINA)))) {
            throw ProblemException.malformed(body.at("month"), "a month that has come", "\"" + month + "\"");
        }
        return month;
    }
}
