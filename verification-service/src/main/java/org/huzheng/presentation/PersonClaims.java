package org.huzheng.presentation;

import java.util.List;
import org.huzheng.event.Sex;
import org.huzheng.exchange.PersonSummary;

/** The claims about one person, all of which the holder may leave out: name, sex, birth date and the masked identity number. */
final class PersonClaims {
    private final String prefix;
    private final String zh;
    private final String en;

    /**
     * @param prefix begins the names of the claims, e.g. {@code applicant}
     * @param zh who that is, in Chinese
     * @param en who that is, in English
     */
    PersonClaims(String prefix, String zh, String en) {
        this.prefix = prefix;
        this.zh = zh;
        this.en = en;
    }

    List<ClaimDescription> descriptions() {
        return List.of(
                ClaimDescription.selective(prefix + "_name", zh + "姓名", "Name of the " + en),
                ClaimDescription.selective(prefix + "_sex", zh + "性别", "Sex of the " + en),
                ClaimDescription.selective(prefix + "_birth_date", zh + "出生日期", "Birth date of the " + en),
                ClaimDescription.selective(
                        prefix + "_identity_number", zh + "身份证号码（部分隐藏）", "Identity number of the " + en + ", masked"));
    }

    void write(PersonSummary person, CredentialContent.Builder content) {
        content.selective(prefix + "_name", person.getName())
                .selective(prefix + "_sex", sexCode(person.getSex()))
                .selective(prefix + "_birth_date", person.getBirthDate().toString())
                .selective(
                        prefix + "_identity_number",
                        MaskedIdentityNumber.of(person.getIdentityNumber()).text());
    }

    /** GB/T 2261.1: 1 male, 2 female, 0 unknown. */
    private static String sexCode(Sex sex) {
        return switch (sex) {
            case MALE -> "1";
            case FEMALE -> "2";
            case UNKNOWN -> "0";
        };
    }
}
