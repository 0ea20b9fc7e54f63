package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.broker.registry.RegistryState.Visibility;

/** The resources {@code /subjects} and {@code /schemas}. */
final class SubjectApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Registrar registrar;

    SubjectApi(Ledger ledger, Registrar registrar) {
        this.ledger = ledger;
        this.registrar = registrar;
    }

    void addTo(Routes routes) {
        routes.read("GET", "subjects", this::subjects);
        routes.read("POST", "subjects/*", this::lookup);
        routes.write("DELETE", "subjects/*", this::deleteSubject);
        routes.read("GET", "subjects/*/versions", this::versions);
        routes.write("POST", "subjects/*/versions", this::register);
        routes.read("GET", "subjects/*/versions/*", this::version);
        routes.write("DELETE", "subjects/*/versions/*", this::deleteVersion);
        routes.read("GET", "subjects/*/versions/*/schema", this::versionText);
        // Nothing refers to anything: references are not supported.
        routes.read("GET", "subjects/*/versions/*/referencedby", request -> JSON.createArrayNode());
        routes.read("GET", "schemas", this::schemas);
        routes.read("GET", "schemas/types", request -> JSON.createArrayNode().add("AVRO"));
        routes.read("GET", "schemas/ids/*", this::schemaById);
        routes.read(
                "GET",
                "schemas/ids/*/schema",
                request -> tree(ofId(request).get(0).schema()));
        routes.read("GET", "schemas/ids/*/subjects", this::subjectsOfId);
        routes.read("GET", "schemas/ids/*/versions", this::versionsOfId);
        routes.read("GET", "contexts", request -> JSON.createArrayNode().add("."));
    }

    private JsonNode subjects(RegistryRequest request) {
        Visibility visibility = visibility(request);
        String prefix = prefix(request);
        ArrayNode names = JSON.createArrayNode();
        RegistryState state = ledger.state();
        state.subjects().keySet().stream()
                .filter(subject -> subject.startsWith(prefix))
                .filter(subject -> shown(state, subject, visibility))
                .forEach(names::add);
        return names;
    }

    private static boolean shown(RegistryState state, String subject, Visibility visibility) {
        boolean live = !state.versions(subject, Visibility.LIVE).isEmpty();
        return visibility == Visibility.ALL || live == (visibility == Visibility.LIVE);
    }

    private JsonNode lookup(RegistryRequest request) {
        String subject = request.segment(1);
        String canonical = AvroForm.canonical(schema(request.json()));
        Visibility visibility = request.flag("deleted") ? Visibility.ALL : Visibility.LIVE;
        return SubjectQueries.existing(ledger.state(), subject, visibility).stream()
                .filter(version -> SubjectQueries.keeps(version, canonical, request.flag("normalize")))
                .findFirst()
                .map(SubjectApi::view)
                .orElseThrow(RegistryError::schemaNotFound);
    }

    private JsonNode register(RegistryRequest request) {
        String subject = request.segment(1);
        SubjectQueries.requireValid(subject);
        JsonNode body = request.json();
        if (body.path("id").asInt(-1) >= 0) {
            throw RegistryError.notPermitted("Subject " + subject + " is not in import mode");
        }
        int version = body.path("version").asInt(0);
        int id = registrar.register(new Registrar.Offer(
                subject,
                schema(body),
                request.flag("normalize"),
                version > 0 ? Optional.of(version) : Optional.empty()));
        return JSON.createObjectNode().put("id", id);
    }

    private JsonNode deleteSubject(RegistryRequest request) {
        return numbers(registrar.deleteSubject(request.segment(1), request.flag("permanent")));
    }

    private JsonNode deleteVersion(RegistryRequest request) {
        return IntNode.valueOf(
                registrar.deleteVersion(request.segment(1), request.segment(3), request.flag("permanent")));
    }

    private JsonNode versions(RegistryRequest request) {
        return numbers(SubjectQueries.existing(ledger.state(), request.segment(1), visibility(request)).stream()
                .map(SchemaVersion::version)
                .toList());
    }

    private JsonNode version(RegistryRequest request) {
        return view(wanted(request));
    }

    private JsonNode versionText(RegistryRequest request) {
        return tree(wanted(request).schema());
    }

    private SchemaVersion wanted(RegistryRequest request) {
        Visibility visibility = request.flag("deleted") ? Visibility.ALL : Visibility.LIVE;
        return SubjectQueries.version(ledger.state(), request.segment(1), request.segment(3), visibility);
    }

    private JsonNode schemas(RegistryRequest request) {
        Visibility visibility = visibility(request);
        String prefix = prefix(request);
        boolean latestOnly = request.flag("latestOnly");
        RegistryState state = ledger.state();
        ArrayNode found = JSON.createArrayNode();
        for (String subject : state.subjects().keySet()) {
            List<SchemaVersion> versions = state.versions(subject, visibility);
            if (subject.startsWith(prefix) && !versions.isEmpty()) {
                List<SchemaVersion> wanted =
                        latestOnly ? versions.subList(versions.size() - 1, versions.size()) : versions;
                wanted.forEach(version -> found.add(view(version)));
            }
        }
        return found;
    }

    private JsonNode schemaById(RegistryRequest request) {
        ObjectNode answer =
                JSON.createObjectNode().put("schema", ofId(request).get(0).schema());
        if (request.flag("fetchMaxId")) {
            answer.put("maxId", ledger.state().highestId());
        }
        return answer;
    }

    private JsonNode subjectsOfId(RegistryRequest request) {
        Visibility visibility = request.flag("deleted") ? Visibility.ALL : Visibility.LIVE;
        ArrayNode names = JSON.createArrayNode();
        ofId(request).stream()
                .filter(visibility::shows)
                .map(SchemaVersion::subject)
                .distinct()
                .forEach(names::add);
        return names;
    }

    private JsonNode versionsOfId(RegistryRequest request) {
        Visibility visibility = request.flag("deleted") ? Visibility.ALL : Visibility.LIVE;
        ArrayNode versions = JSON.createArrayNode();
        ofId(request).stream().filter(visibility::shows).forEach(version -> versions.addObject()
                .put("subject", version.subject())
                .put("version", version.version()));
        return versions;
    }

    /** Everything under an id: softly deleted versions count, since data written with them is still read. */
    private List<SchemaVersion> ofId(RegistryRequest request) {
        String text = request.segment(2);
        int id;
        try {
            id = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryError.schemaIdNotFound(text);
        }
        List<SchemaVersion> found = ledger.state().versionsOf(id, Visibility.ALL);
        if (found.isEmpty()) {
            throw RegistryError.schemaIdNotFound(text);
        }
        return found;
    }

    /** The Avro schema in a request body. */
    static Schema schema(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") && !type.equals("null")) {
            throw RegistryError.invalidSchema("expected schemaType AVRO, found " + type);
        }
        if (body.path("references").size() > 0) {
            throw RegistryError.invalidSchema("schema references are not supported, found "
                    + body.path("references").size());
        }
        if (body.hasNonNull("ruleSet")) {
            throw RegistryError.invalidSchema("rule sets are not supported");
        }
        if (!body.path("schema").isTextual()) {
            throw RegistryError.invalidSchema("expected the schema as a string in \"schema\", found none");
        }
        return AvroForm.parseOffered(body.path("schema").asText());
    }

    private static Visibility visibility(RegistryRequest request) {
        if (request.flag("deletedOnly")) {
            return Visibility.DELETED;
        }
        return request.flag("deleted") ? Visibility.ALL : Visibility.LIVE;
    }

    /** {@code :*:} means all contexts; there is only one here. */
    private static String prefix(RegistryRequest request) {
        String prefix = request.parameter("subjectPrefix").orElse("");
        return prefix.startsWith(":*:") ? prefix.substring(3) : prefix;
    }

    private static JsonNode view(SchemaVersion version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema());
    }

    private static JsonNode numbers(List<Integer> numbers) {
        ArrayNode array = JSON.createArrayNode();
        numbers.forEach(array::add);
        return array;
    }

    private static JsonNode tree(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException("expected the JSON of a kept schema", e);
        }
    }
}
