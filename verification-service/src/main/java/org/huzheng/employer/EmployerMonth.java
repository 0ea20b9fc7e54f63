package org.huzheng.employer;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.huzheng.decision.Search;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.identity.EmployerKey;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.payment.Authority;
import org.huzheng.payment.MonthNumbers;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * What is asked: insurance in these kinds through one employer on any day of one month.
 *
 * @param kinds sorted, each once
 */
record EmployerMonth(EmployerKey employer, YearMonth month, List<InsuranceKind> kinds) {
    EmployerMonth {
        kinds = List.copyOf(kinds);
    }

    static EmployerMonth of(EmployerInsuranceRequest request) {
        return new EmployerMonth(
                new EmployerKey(new UnifiedSocialCreditCode(request.getEmployerCode())),
                MonthNumbers.monthOf(request.getMonth()),
                request.getKinds());
    }

    LocalDate firstDay() {
        return month.atDay(1);
    }

    LocalDate lastDay() {
        return month.atEndOfMonth();
    }

    /** Records of a type that were so in the month; what is recorded of later months does not touch the answer. */
    Search during(Schema schema) {
        return Search.during(schema, firstDay(), lastDay());
    }

    /** The registers that keep the kinds asked for, and no other. */
    List<Schema> registers() {
        List<Schema> registers = new ArrayList<>();
        for (Authority authority : Authority.values()) {
            if (authority.keepsAnyOf(kinds)) {
                registers.add(authority.enrolments());
            }
        }
        return registers;
    }
}
