package org.huzheng.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** A registry without a server, for unit tests where no broker runs. It checks no compatibility. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new TreeMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();

    @Override
    public synchronized Schema schemaById(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("expected a registered id, found " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        if (!subjects.getOrDefault(subject, List.of()).contains(schema)) {
            throw new UnknownSchemaException("expected a schema registered under " + subject);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        List<Schema> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(schema)) {
            versions.add(schema);
        }
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return idOf(subject, schema);
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        List<Schema> versions = subjects.getOrDefault(subject, List.of());
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Schema schema = versions.get(versions.size() - 1);
        return Optional.of(new RegisteredSchema(subject, versions.size(), idOf(subject, schema), schema));
    }

    @Override
    public synchronized List<RegisteredSchema> versions(String subject) {
        List<RegisteredSchema> versions = new ArrayList<>();
        for (Schema schema : subjects.getOrDefault(subject, List.of())) {
            versions.add(new RegisteredSchema(subject, versions.size() + 1, idOf(subject, schema), schema));
        }
        return versions;
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public synchronized Optional<Compatibility> compatibilityOf(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    @Override
    public synchronized void setCompatibility(String subject, Compatibility level) {
        levels.put(subject, level);
    }
}
