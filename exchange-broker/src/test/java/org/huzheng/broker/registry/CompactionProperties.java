package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.huzheng.wire.Compatibility;

/** Kafka's log cleaner removes what later records of the same key replace: that must never change what the registry knows. */
class CompactionProperties {
    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

    private enum Verb {
        REGISTER,
        DELETE_SUBJECT,
        ERASE_SUBJECT,
        DELETE_LATEST,
        ERASE_FIRST,
        SET_LEVEL,
        RESET_LEVEL,
        SET_MODE,
        RESET_MODE
    }

    private record Command(Verb verb, String subject, int schema) {}

    @Property(tries = 300)
    void shouldKnowTheSameAfterCompaction(@ForAll("commands") List<Command> commands) {
        // Given
        MemoryLedger ledger = new MemoryLedger();
        Registrar registrar = new Registrar(ledger);
        commands.forEach(command -> attempt(registrar, command));

        // When
        RegistryState compacted = RegistryState.EMPTY;
        for (LedgerCodec.Encoded record : ledger.compacted()) {
            compacted = compacted.after(LedgerCodec.decode(record.key(), record.value()));
        }

        // Then
        assertThat(compacted).isEqualTo(ledger.state());
    }

    @Property(tries = 300)
    void shouldNeverGiveAnIdToTwoSchemas(@ForAll("commands") List<Command> commands) {
        // Given
        MemoryLedger ledger = new MemoryLedger();
        Registrar registrar = new Registrar(ledger);

        // When
        Map<Integer, String> schemasById = new LinkedHashMap<>();
        for (Command command : commands) {
            attempt(registrar, command);
            ledger.state().all().forEach(version -> {
                String before = schemasById.putIfAbsent(version.id(), version.schema());

                // Then
                assertThat(before).isIn(null, version.schema());
            });
        }
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        return Combinators.combine(
                        Arbitraries.of(Verb.class),
                        Arbitraries.of("one", "two"),
                        Arbitraries.integers().between(1, 3))
                .as(Command::new)
                .list()
                .ofMaxSize(40);
    }

    /** Refusals are part of the game: they must leave nothing behind. */
    private static void attempt(Registrar registrar, Command command) {
        String subject = command.subject();
        try {
            switch (command.verb()) {
                case REGISTER ->
                    registrar.register(new Registrar.Offer(
                            subject,
                            AvroForm.parseOffered(SCHEMA.formatted(command.schema())),
                            false,
                            Optional.empty()));
                case DELETE_SUBJECT -> registrar.deleteSubject(subject, false);
                case ERASE_SUBJECT -> registrar.deleteSubject(subject, true);
                case DELETE_LATEST -> registrar.deleteVersion(subject, "latest", false);
                case ERASE_FIRST -> registrar.deleteVersion(subject, "1", true);
                case SET_LEVEL -> registrar.setLevel(subject, Compatibility.NONE);
                case RESET_LEVEL -> registrar.resetLevel(subject);
                case SET_MODE -> registrar.setMode(subject, RegistryMode.READONLY);
                case RESET_MODE -> registrar.resetMode(subject);
            }
        } catch (RegistryError refused) {
            assertThat(refused.status()).isBetween(400, 499);
        }
    }

    private static final class MemoryLedger implements Ledger {
        private final List<LedgerCodec.Encoded> records = new ArrayList<>();
        private RegistryState state = RegistryState.EMPTY;

        @Override
        public RegistryState state() {
            return state;
        }

        @Override
        public <T> T write(Function<RegistryState, Write<T>> writer) {
            Write<T> write = writer.apply(state);
            for (LedgerEntry entry : write.entries()) {
                records.add(LedgerCodec.encode(entry));
                state = state.after(entry);
            }
            return write.answer();
        }

        /** The last record of each key, where it stood; deletions gone. */
        List<LedgerCodec.Encoded> compacted() {
            Map<String, LedgerCodec.Encoded> last = new LinkedHashMap<>();
            for (LedgerCodec.Encoded record : records) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                last.remove(key);
                last.put(key, record);
            }
            return last.values().stream()
                    .filter(record -> record.value() != null)
                    .toList();
        }
    }
}
