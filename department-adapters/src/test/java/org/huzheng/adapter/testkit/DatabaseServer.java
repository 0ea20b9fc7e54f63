package org.huzheng.adapter.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real database server that can be stopped and started again on the same port with what it held. */
public abstract class DatabaseServer implements AutoCloseable {
    private int databases;

    /** Starts it again. */
    public abstract void start() throws IOException;

    /** Stops it as an operator would: connections are cut. */
    public abstract void stop() throws IOException;

    public abstract int port();

    public abstract String url(String database);

    /** Superuser; the server asks for no password. */
    protected abstract String user();

    /** A database that is there from the beginning. */
    protected abstract String firstDatabase();

    /** Makes an empty database and returns its name. */
    public String newDatabase() throws SQLException {
        String name = "contract_" + ++databases;
        execute(firstDatabase(), "CREATE DATABASE " + name);
        return name;
    }

    /** A connection as the superuser, each statement committed. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), user(), "");
    }

    /** Runs statements, each committed. */
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query's rows. */
    public List<String> texts(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
