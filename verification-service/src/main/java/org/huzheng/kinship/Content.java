package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.ChainLink;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.exchange.SharedParents;

/**
 * What a kinship certificate says.
 *
 * @param relation what the applicant is to the relative
 * @param bases how it follows
 * @param events records that say so
 * @param period days on which they say so
 * @param code GB/T 4761 code, empty where the standard asks for what the registers do not say
 * @param sharedParents of siblings, which parents they share; empty where that is not known
 * @param chain of a derived relation, its steps
 */
record Content(
        Relation relation,
        Collection<RelationBasis> bases,
        Collection<RecordEvent> events,
        Period period,
        Optional<String> code,
        Optional<SharedParents> sharedParents,
        List<ChainLink> chain) {

    /** What these statements, all of one relation, say. */
    static Content of(Testimony testimony, Relation relation, List<Statement> affirming) {
        return new Content(
                relation,
                affirming.stream().map(Statement::basis).toList(),
                affirming.stream().flatMap(said -> said.events().stream()).toList(),
                span(affirming.stream().map(Statement::period).toList()),
                KinCodes.table()
                        .code(
                                relation,
                                KinCodes.Age.of(
                                        testimony.first().entry(),
                                        testimony.second().entry())),
                Optional.empty(),
                List.of());
    }

    /** From the first day any of several periods knows to the last; open where one of them lasts. */
    static Period span(List<Period> periods) {
        Optional<LocalDate> from = periods.stream()
                .flatMap(period -> Optional.ofNullable(period.from()).stream())
                .min(Comparator.naturalOrder());
        Optional<LocalDate> until = periods.stream().anyMatch(period -> period.until() == null)
                ? Optional.empty()
                : periods.stream()
                        .flatMap(period -> Optional.ofNullable(period.until()).stream())
                        .max(Comparator.naturalOrder());
        return new Period(from.orElse(null), until.orElse(null));
    }

    /** The certificate's content about these two. */
    KinshipContent about(Testimony testimony) {
        return KinshipContent.newBuilder()
                .setApplicant(
                        testimony.first().person().summary(testimony.first().entry()))
                .setRelative(
                        testimony.second().person().summary(testimony.second().entry()))
                .setRelation(relation)
                .setInverse(Relations.inverse(relation, testimony.second().sex()))
                .setBases(bases.stream().distinct().sorted().toList())
                .setRegisters(registers(events))
                .setSince(period.from())
                .setUntil(period.until())
                .setRelationCode(code.orElse(null))
                .setSharedParents(sharedParents.orElse(null))
                .setChain(chain)
                .build();
    }

    /** Record types of these events, sorted. */
    static List<String> registers(Collection<RecordEvent> events) {
        return events.stream().map(RecordEvent::recordType).distinct().sorted().toList();
    }
}
