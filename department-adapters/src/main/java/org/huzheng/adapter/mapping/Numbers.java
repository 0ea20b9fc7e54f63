package org.huzheng.adapter.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/** Numbers as registers write them: digits, a sign, a point. Neither exponents nor grouping are guessed at. */
final class Numbers {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private Numbers() {}

    static Object integer(String field, String text) throws RejectedValueException {
        String digits = text.strip();
        if (!INTEGER.matcher(digits).matches()) {
            throw new RejectedValueException(Rejection.ofValue(Rule.NOT_A_NUMBER, field, "a whole number", text));
        }
        return longWithin(field, new BigInteger(digits), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Object decimal(String field, String text) throws RejectedValueException {
        String digits = text.strip();
        if (!DECIMAL.matcher(digits).matches()) {
            throw new RejectedValueException(
                    Rejection.ofValue(Rule.NOT_A_NUMBER, field, "a decimal number such as 1234.50", text));
        }
        return new BigDecimal(digits);
    }

    static Long longWithin(String field, BigInteger value, long least, long most) throws RejectedValueException {
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new RejectedValueException(Rejection.ofValue(
                    Rule.NUMBER_OUT_OF_RANGE, field, "a number of " + least + " to " + most, value.toString()));
        }
        return value.longValueExact();
    }

    /** The number with exactly this many digits after the point; refused when digits would be lost or there are too many in all. */
    static BigDecimal fitting(String field, BigDecimal value, int precision, int scale) throws RejectedValueException {
        try {
            BigDecimal fitting = value.setScale(scale, RoundingMode.UNNECESSARY);
            if (fitting.precision() <= precision) {
                return fitting;
            }
        } catch (ArithmeticException e) {
            // Said below together with the other way not to fit.
        }
        throw new RejectedValueException(Rejection.ofValue(
                Rule.NUMBER_OUT_OF_RANGE,
                field,
                "at most " + (precision - scale) + " digits before the point and " + scale + " after it",
                value.toPlainString()));
    }
}
