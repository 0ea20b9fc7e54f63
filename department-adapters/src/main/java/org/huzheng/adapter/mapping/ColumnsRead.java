package org.huzheng.adapter.mapping;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huzheng.adapter.expression.Expression;

/** The columns a mapping of a record type names: what it reads of a row, and nothing else that the row may hold. */
final class ColumnsRead {
    private final Set<String> columns = new TreeSet<>();

    private ColumnsRead() {}

    static Set<String> by(RecordMapping record) {
        ColumnsRead read = new ColumnsRead();
        read.columns.addAll(record.recordId());
        record.key().columns().forEach(column -> {
            read.columns.add(column.column());
            read.columns.addAll(column.where().keySet());
        });
        read.expression(record.when());
        read.value(record.version().column());
        read.value(record.change().stated());
        record.change().endedBy().ifPresent(read.columns::add);
        read.value(record.validFrom());
        read.value(record.validTo());
        read.value(record.recordedAt());
        read.value(record.legalBasis());
        read.value(record.reason());
        record.fields().forEach(read::field);
        record.agreements().forEach(agreement -> read.columns.add(agreement.numberColumn()));
        record.rules().forEach(rule -> {
            read.expression(rule.when());
            read.columns.addAll(rule.require().columns());
        });
        return Set.copyOf(read.columns);
    }

    private void field(FieldRule rule) {
        if (rule instanceof FieldRule.Single single) {
            value(Optional.of(single.value()));
        } else if (rule instanceof PersonRule person) {
            person.numberColumn().ifPresent(columns::add);
            person.nameColumn().ifPresent(columns::add);
            value(person.documentType());
            person.limits().otherThan().ifPresent(columns::add);
            person.limits().bornBefore().ifPresent(columns::add);
        }
    }

    private void value(Optional<ValueRule> rule) {
        if (rule.isEmpty()) {
            return;
        }
        if (rule.get().source() instanceof ValueSource.Column column) {
            columns.add(column.name());
        } else if (rule.get().source() instanceof ValueSource.Computed computed) {
            columns.addAll(computed.expression().columns());
        }
        rule.get().days().ifPresent(days -> {
            day(days.first());
            day(days.last());
        });
    }

    private void day(Optional<DayRange.Day> day) {
        if (day.isPresent() && day.get() instanceof DayRange.Day.InColumn named) {
            columns.add(named.column());
        }
    }

    private void expression(Optional<Expression> expression) {
        expression.ifPresent(given -> columns.addAll(given.columns()));
    }
}
