package org.huzheng.adapter.source.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Between the adapter and a database's real driver: tells of indexes what the test wants, and notes the queries. Registered until it is closed. */
final class OddDriver implements Driver, AutoCloseable {
    private static final String PREFIX = "jdbc:odd:";

    private final Indexes indexes;
    private final List<String> queries = new CopyOnWriteArrayList<>();

    /** What it tells of the indexes of any table. */
    interface Indexes {
        ResultSet of(Connection connection) throws SQLException;
    }

    private OddDriver(Indexes indexes) {
        this.indexes = indexes;
    }

    static OddDriver telling(Indexes indexes) throws SQLException {
        OddDriver driver = new OddDriver(indexes);
        DriverManager.registerDriver(driver);
        return driver;
    }

    /** The address of a database through this driver. */
    static String through(String url) {
        return PREFIX + url;
    }

    /** The queries asked so far, in order. */
    List<String> queries() {
        return List.copyOf(queries);
    }

    void forgetQueries() {
        queries.clear();
    }

    private static String real(String url) {
        return url.substring(PREFIX.length());
    }

    @Override
    public @Nullable Connection connect(String url, Properties login) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection connection = DriverManager.getConnection(real(url), login);
        return of(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("prepareStatement")) {
                queries.add((String) arguments[0]);
            }
            Object result = call(connection, method, arguments);
            return result instanceof DatabaseMetaData known ? described(connection, known) : result;
        });
    }

    private DatabaseMetaData described(Connection connection, DatabaseMetaData known) {
        return of(
                DatabaseMetaData.class,
                (proxy, method, arguments) -> method.getName().equals("getIndexInfo")
                        ? indexes.of(connection)
                        : call(known, method, arguments));
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(
            Object target, java.lang.reflect.Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties login) throws SQLException {
        return DriverManager.getDriver(real(url)).getPropertyInfo(real(url), login);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
    }
}
