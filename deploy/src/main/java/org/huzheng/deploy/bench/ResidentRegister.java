package org.huzheng.deploy.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.trial.TrialException;

/**
 * Clerks who rename the residents of a register again and again.
 *
 * @param database where it is
 * @param rows its entries, numbered from 1
 */
record ResidentRegister(DepartmentDatabase database, long rows) {
    private static final String RENAME =
            "UPDATE household.resident SET name = ?, change_kind = '2', change_reason = '更名',"
                    + " updated_at = now() WHERE entry_id = ?";
    private static final int ROWS_PER_TRANSACTION = 1_000;

    /** Renames everybody, a thousand in a transaction. */
    void renameAll(int version) throws TrialException {
        try (Connection clerk = database.clerk(Department.HOUSEHOLD);
                PreparedStatement update = clerk.prepareStatement(RENAME)) {
            clerk.setAutoCommit(false);
            for (long entry = 1; entry <= rows; entry++) {
                bind(update, entry, version);
                update.addBatch();
                if (entry % ROWS_PER_TRANSACTION == 0 || entry == rows) {
                    update.executeBatch();
                    clerk.commit();
                }
            }
        } catch (SQLException e) {
            throw new TrialException("户籍数据库未能更正。", "The household database could not be changed: " + e.getMessage(), e);
        }
    }

    /** One clerk at a desk: renames one resident in each transaction. */
    final class Clerk implements AutoCloseable {
        private final Connection connection;
        private final PreparedStatement update;

        Clerk() throws SQLException {
            this.connection = database.clerk(Department.HOUSEHOLD);
            connection.setAutoCommit(false);
            this.update = connection.prepareStatement(RENAME);
        }

        /**
         * Renames a resident.
         *
         * @param committing is told {@link System#nanoTime()} before the commit is sent: who looks may see it before it has returned
         */
        void rename(long entry, int version, LongConsumer committing) throws SQLException {
            bind(update, entry, version);
            int changed = update.executeUpdate();
            if (changed != 1) {
                throw new SQLException("entry " + entry + ": expected one row to rename, found " + changed);
            }
            committing.accept(System.nanoTime());
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static void bind(PreparedStatement update, long entry, int version) throws SQLException {
        update.setString(1, SyntheticRegisters.name(entry, version));
        update.setLong(2, entry);
    }
}
