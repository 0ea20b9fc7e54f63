package org.huzheng.presentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.ChainLink;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;

/**
 * The kinship certificate (亲属关系证明): who the two people are, what each is to the other, and which registers say so. The holder may show that
 * a relation was established without naming the people.
 */
public final class KinshipCredential implements CredentialTemplate {
    private static final PersonClaims APPLICANT = new PersonClaims("applicant", "申请人", "applicant");
    private static final PersonClaims RELATIVE = new PersonClaims("relative", "亲属", "relative");

    @Override
    public String certificateType() {
        return "kinship";
    }

    @Override
    public List<ClaimDescription> claims() {
        Stream<ClaimDescription> relation = Stream.of(
                ClaimDescription.disclosed("relation", "申请人是亲属的", "What the applicant is to the relative"),
                ClaimDescription.disclosed("inverse_relation", "亲属是申请人的", "What the relative is to the applicant"),
                ClaimDescription.disclosed("relation_basis", "认定方式", "How the relation follows from the records"),
                ClaimDescription.disclosed("registers", "依据的登记", "Registers that say so"),
                ClaimDescription.disclosed("since", "登记起始日期", "Since when the registers say so"),
                ClaimDescription.disclosed("until", "登记截止日期", "Last day on which the registers say so"),
                ClaimDescription.disclosed("relation_code", "家庭关系代码(GB/T 4761)", "Code of the relation, GB/T 4761"),
                ClaimDescription.disclosed("shared_parents", "共同的父母", "Which parents two siblings share"),
                ClaimDescription.disclosed("chain", "中间关系", "The steps a derived relation follows by"));
        return Stream.of(relation, APPLICANT.descriptions().stream(), RELATIVE.descriptions().stream())
                .flatMap(claims -> claims)
                .toList();
    }

    @Override
    public void write(SpecificRecord decision, CredentialContent.Builder content) {
        if (!(decision instanceof KinshipDecision kinship) || kinship.getContent() == null) {
            throw new MissingContentException("a kinship decision that grants", decision);
        }
        KinshipContent said = kinship.getContent();
        content.disclosed("relation", named(said.getRelation()))
                .disclosed("inverse_relation", named(said.getInverse()))
                .disclosed(
                        "relation_basis",
                        said.getBases().stream().map(RelationBasis::name).toList())
                .disclosed(
                        "registers",
                        said.getRegisters().stream()
                                .map(KinshipCredential::register)
                                .toList());
        if (said.getSince() != null) {
            content.disclosed("since", said.getSince().toString());
        }
        if (said.getUntil() != null) {
            content.disclosed("until", said.getUntil().toString());
        }
        if (said.getRelationCode() != null) {
            content.disclosed("relation_code", said.getRelationCode());
        }
        if (said.getSharedParents() != null) {
            content.disclosed("shared_parents", said.getSharedParents().name());
        }
        if (!said.getChain().isEmpty()) {
            content.disclosed(
                    "chain",
                    said.getChain().stream().map(KinshipCredential::link).toList());
        }
        APPLICANT.write(said.getApplicant(), content);
        RELATIVE.write(said.getRelative(), content);
    }

    private static Map<String, Object> link(ChainLink link) {
        Map<String, Object> said = named(link.getRelation());
        if (link.getName() != null) {
            said.put("of", link.getName());
        }
        said.put("deceased", link.getDeceased());
        said.put(
                "registers",
                link.getRegisters().stream().map(KinshipCredential::register).toList());
        return said;
    }

    private static Map<String, Object> named(Relation relation) {
        List<String> names = RelationNames.of(relation);
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("code", relation.name());
        named.put("zh", names.get(0));
        named.put("en", names.get(1));
        return named;
    }

    /** Readers know registers by their topics, e.g. {@code household.resident}. */
    private static String register(String recordType) {
        return Topics.recordTopicOf(recordType).map(Topic::name).orElse(recordType);
    }
}
