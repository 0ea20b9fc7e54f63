package org.huzheng.api;

import jakarta.inject.Singleton;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RequestHeader;

/** Reads what a kinship request asks: the relative, and what the applicant is said to be to them. */
@Singleton
final class KinshipIntake implements TypeIntake {
    @Override
    public String type() {
        return KnownCertificateTypes.KINSHIP.code();
    }

    @Override
    public Set<String> members() {
        return Set.of("relative", "claimedRelation");
    }

    @Override
    public SpecificRecord read(RequestHeader header, JsonBody body, People people) {
        return KinshipRequest.newBuilder()
                .setHeader(header)
                .setRelativeKey(people.keyOf(body, "relative"))
                .setClaimedRelation(body.optionalText("claimedRelation")
                        .map(text -> body.symbol("claimedRelation", Relation.class, text))
                        .orElse(null))
                .build();
    }
}
