package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Confluent's {@code CachedSchemaRegistryClient}, called by name: its classes are fetched for the test and absent when it is compiled. */
final class GenuineClient {
    private static final String CLIENT = "io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient";
    private static final String SCHEMA = "io.confluent.kafka.schemaregistry.avro.AvroSchema";

    private final ClassLoader classes;
    private final Object client;

    GenuineClient(ClassLoader classes, String url, Map<String, ?> config) throws ReflectiveOperationException {
        this.classes = classes;
        this.client = classes.loadClass(CLIENT)
                .getConstructor(String.class, int.class, Map.class)
                .newInstance(url, 100, config);
    }

    Object schema(String text) throws ReflectiveOperationException {
        return classes.loadClass(SCHEMA).getConstructor(String.class).newInstance(text);
    }

    int register(String subject, String schema) throws Exception {
        return (int) call("register", subject, schema(schema));
    }

    /** Calls the first public method of this name that takes these arguments; throws what it throws. */
    Object call(String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(client.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name) && accepts(candidate, arguments))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(name + Arrays.toString(arguments)));
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    static Object get(Object target, String getter) {
        try {
            return target.getClass().getMethod(getter).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Holds that a call is refused with this HTTP status and Confluent's code. */
    static void assertRefused(ThrowingCallable call, int status, int code) {
        assertThatThrownBy(call).satisfies(thrown -> {
            assertThat(thrown.getClass().getSimpleName()).as(thrown.toString()).isEqualTo("RestClientException");
            assertThat(get(thrown, "getStatus")).isEqualTo(status);
            assertThat(get(thrown, "getErrorCode")).isEqualTo(code);
        });
    }

    private static boolean accepts(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length || method.isAnnotationPresent(Deprecated.class)) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!boxed(types[i]).isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> boxed(Class<?> type) {
        if (type == int.class) {
            return Integer.class;
        }
        return type == boolean.class ? Boolean.class : type;
    }
}
