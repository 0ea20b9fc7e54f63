package org.huzheng.adapter.testkit;

import java.util.List;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.SourceVersion;

/** A department's real system as the contract drives it: a database, a directory, a server. Each test gets one that holds no row. */
public interface SourceSystem extends AutoCloseable {
    /** What the source is opened with. */
    SourceSettings settings();

    /** Tables or patterns as a mapping would name them. */
    List<String> origins();

    /** Adds rows, or changes those whose id is there already; committed, in this order, when it returns. */
    void put(RegisterRow... rows) throws Exception;

    /** Removes a row; committed when it returns. */
    void remove(String id) throws Exception;

    /** Whether the source can see that a row was removed. One that cannot must never claim it. */
    boolean showsRemovals();

    /** The same of a source that is opened anew before it had said that everything was read: one that reads everything again sees what is no longer there. */
    default boolean showsRemovalsWhenBegunAnew() {
        return showsRemovals();
    }

    /**
     * Puts a row that the source cannot read, with a source open on this system; rows put afterwards can be read. By default the row is a
     * new one of this id.
     */
    void putUnreadable(String id) throws Exception;

    /** Whether a value that is null is told from an empty one. */
    default boolean tellsNullFromEmpty() {
        return true;
    }

    /** The row's version: its position, unless the source has none and the register states versions. */
    default SourceVersion versionOf(SourceRow row) {
        return row.version();
    }

    /**
     * Whether the source reaches for the system. One that is reached by it cannot tell that it is down; it must then not say any more how far
     * it has come.
     */
    default boolean isReachedFor() {
        return true;
    }

    /** Whether a value can have a line end in it. */
    default boolean holdsLineEnds() {
        return true;
    }

    /** Whether this system can hold a row that the source cannot read. */
    default boolean holdsUnreadable() {
        return true;
    }

    /** Makes the system unreachable. */
    void stop() throws Exception;

    /** Makes it reachable again, holding what it held. */
    void start() throws Exception;

    /** What the failure must name when the system is down, for example its address: the engineer on duty starts from there. */
    String address();

    /** Everything a reader could have left behind, in a form that can be compared: slots, publications, files. */
    String traces() throws Exception;

    @Override
    void close() throws Exception;
}
