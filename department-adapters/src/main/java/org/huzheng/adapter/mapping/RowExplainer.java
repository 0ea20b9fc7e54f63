package org.huzheng.adapter.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.validation.Masked;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.wire.DescribedRecord;
import org.jspecify.annotations.Nullable;

/** Walks one row through a mapping, past the first refusal, and writes down what happens. */
final class RowExplainer implements Trace {
    /** Steps whose result is a code, a key or a symbol: it says nothing about a person that a list of codes would not. */
    private static final Set<String> SHOWN =
            Set.of(Transforms.CODES, "personKey", "relationCode", "region", "creditCode", "yearMonth");

    private final RecordMapping record;
    private final Reading reading;
    private final List<Explanation.Line> lines = new ArrayList<>();
    private List<Explanation.Stage> stages = new ArrayList<>();
    private @Nullable String last;

    /** How a value is read. */
    private interface Reader {
        @Nullable
        Object read() throws RejectedValueException;
    }

    RowExplainer(RecordMapping record, SourceRow row, PersonKeyDerivation keys) {
        this.record = record;
        this.reading = new Reading(row, keys, this);
    }

    @Override
    public void read(String from, String text) {
        last = Masked.ends(text);
        stages.add(new Explanation.Stage(from, last));
    }

    @Override
    public void stated(String from, String text) {
        last = text;
        stages.add(new Explanation.Stage(from, text));
    }

    @Override
    public void step(String name, Object value) {
        String base = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
        last = SHOWN.contains(base) ? value.toString() : Masked.ends(value.toString());
        stages.add(new Explanation.Stage(name, last));
    }

    Explanation explain(MappedRow outcome) {
        add("recordId", () -> RecordId.ofVersion(record, reading));
        if (record.when().isPresent()) {
            add("when " + record.when().get(), () -> said(RowMapper.isRecord(record, reading)));
        }
        add("key", () -> record.key().read(reading));
        add("version", () -> record.version().read(reading).position());
        add("changeType", () -> record.change().read(reading).orElse(null));
        addHeader("validFrom", record.validFrom());
        addHeader("validTo", record.validTo());
        addHeader("recordedAt", record.recordedAt());
        addHeader("legalBasis", record.legalBasis());
        addHeader("reason", record.reason());
        SpecificRecord body = DescribedRecord.newRecord(record.schema());
        for (FieldRule rule : record.fields()) {
            addField(rule, body);
        }
        for (Agreement agreement : record.agreements()) {
            addCheck("agreement with " + agreement.numberColumn(), () -> agreement.check(reading, body));
        }
        for (RowRule rule : record.rules()) {
            addCheck("rule " + rule.require(), () -> rule.check(reading));
        }
        return new Explanation(record.recordType(), lines, outcome);
    }

    private void addHeader(String target, Optional<ValueRule> rule) {
        if (rule.isPresent()) {
            add(target, () -> rule.get().read(target, reading).orElse(null));
        }
    }

    private void addField(FieldRule rule, SpecificRecord body) {
        int before = reading.tolerated().size();
        add(rule.field().name(), () -> {
            Object value = rule.fill(reading);
            body.put(rule.field().pos(), value);
            return value;
        });
        List<Rejection> tolerated = reading.tolerated();
        if (tolerated.size() > before) {
            Explanation.Line line = lines.remove(lines.size() - 1);
            lines.add(new Explanation.Line(
                    line.target(), line.stages(), line.resultMasked(), Optional.of(tolerated.get(before)), true));
        }
    }

    /** A check yields nothing: it holds, or it refuses the row. */
    private interface Check {
        void run() throws RejectedValueException;
    }

    private void addCheck(String target, Check check) {
        add(target, () -> {
            check.run();
            return said(true);
        });
    }

    private String said(boolean holds) {
        String said = holds ? "holds" : "does not hold";
        step(Transforms.CODES, said);
        return said;
    }

    private void add(String target, Reader reader) {
        stages = new ArrayList<>();
        last = null;
        try {
            Object value = reader.read();
            String result =
                    value != null && (last == null || value instanceof ChangeType) ? shown(target, value) : last;
            lines.add(new Explanation.Line(
                    target,
                    stages,
                    value == null ? Optional.empty() : Optional.ofNullable(result),
                    Optional.empty(),
                    false));
        } catch (RejectedValueException e) {
            lines.add(new Explanation.Line(target, stages, Optional.empty(), Optional.of(e.rejection()), false));
        }
    }

    /** What is no personal data: an id of the register's own, a version, what happened to the record. */
    private static String shown(String target, Object value) {
        boolean nobodys = target.equals("recordId") || target.equals("version") || value instanceof ChangeType;
        return nobodys ? value.toString() : Masked.ends(value.toString());
    }
}
