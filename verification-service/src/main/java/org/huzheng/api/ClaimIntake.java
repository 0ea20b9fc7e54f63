package org.huzheng.api;

import java.util.Locale;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.Claim;
import org.huzheng.exchange.ClaimKind;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;

/**
 * Reads a claim of one kind. Every kind is a type of its own to the asker, so that who was granted to ask whether somebody lives was not granted to ask what
 * they paid.
 */
final class ClaimIntake implements TypeIntake {
    private final ClaimKind kind;
    private final Set<String> members;
    private final Reading reading;

    /** Reads what a kind of claim has beside the person it is about. */
    @FunctionalInterface
    interface Reading {
        void read(Claim.Builder claim, JsonBody body, People people);
    }

    ClaimIntake(ClaimKind kind, Set<String> members, Reading reading) {
        this.kind = kind;
        this.members = Set.copyOf(members);
        this.reading = reading;
    }

    /** Code of a kind of claim in the interface, e.g. {@code same-household}. */
    static String codeOf(ClaimKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String type() {
        return codeOf(kind);
    }

    @Override
    public Set<String> members() {
        return members;
    }

    @Override
    public boolean serves(RequestForm form) {
        return form == RequestForm.VERIFICATION;
    }

    @Override
    public boolean asksOfADay() {
        return true;
    }

    @Override
    public SpecificRecord read(RequestHeader header, JsonBody body, People people) {
        Claim.Builder claim = Claim.newBuilder().setKind(kind);
        reading.read(claim, body, people);
        return new ClaimRequest(header, claim.build(), null);
    }
}
