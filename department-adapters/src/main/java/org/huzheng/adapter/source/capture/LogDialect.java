package org.huzheng.adapter.source.capture;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.huzheng.adapter.source.SourceException;

/** What one kind of database says in its own way about a place in its log. */
public interface LogDialect {
    /** What the engine puts where the log does not carry a large unchanged value. */
    String WITHHELD = "__huzheng_value_withheld";

    /** The table of a change, as mappings name it. */
    String tableOf(Struct source);

    /** The place in the log as a number that grows, within one epoch; changes of one transaction may share it. */
    long positionOf(Struct source);

    /** The place in the log as the database's own people write it. */
    String locationOf(Struct source);

    /** Names the transaction of a change; changes of a snapshot, of which none is deleted, may have any. */
    String transactionOf(Struct source);

    /** Whether the engine's key of the table's rows is a primary key. */
    boolean hasPrimaryKey(String table);

    /** If the change is a mark of the adapter's own: what was committed before this time stands before it. */
    Optional<Instant> markOf(Struct change) throws SourceException;

    /**
     * Requires of a change of the log that reading can go on from the engine's offset of it.
     *
     * @param offset the engine's own, which is stored if the change is the last that was passed
     * @throws SourceException if something would be left out
     */
    default void requireGoesOn(Struct source, Map<String, ?> offset) throws SourceException {}

    /** What to do so that the log carries values it left out of a change of this table. */
    String remedyForWithheld(String table);
}
