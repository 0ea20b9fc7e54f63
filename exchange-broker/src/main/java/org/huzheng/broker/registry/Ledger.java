package org.huzheng.broker.registry;

import java.util.List;
import java.util.function.Function;

/** What the registry knows, and the one way to add to it. */
interface Ledger {
    /** What is known now. */
    RegistryState state();

    /**
     * Lets a writer decide on the present state what to append, appends it, and returns its answer when it has been applied. Writers take turns.
     *
     * @throws RegistryError what the writer threw, or 50001 and 50002 when what it wants cannot be kept
     */
    <T> T write(Function<RegistryState, Write<T>> writer);

    /** What a writer wants appended, and what it answers once that has been applied. */
    record Write<T>(List<LedgerEntry> entries, T answer) {
        public Write {
            entries = List.copyOf(entries);
        }
    }
}
