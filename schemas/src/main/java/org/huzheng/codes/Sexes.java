package org.huzheng.codes;

import java.util.Optional;
import org.huzheng.event.Sex;

/** How code lists write a sex in their rows. */
final class Sexes {
    private Sexes() {}

    static Optional<Sex> ofLetter(String letter) {
        return switch (letter) {
            case "M" -> Optional.of(Sex.MALE);
            case "F" -> Optional.of(Sex.FEMALE);
            case "" -> Optional.empty();
            default -> throw new IllegalStateException("sex: expected M, F or nothing, found \"" + letter + "\"");
        };
    }
}
