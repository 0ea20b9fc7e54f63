package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;
import org.huzheng.broker.registry.RegistryState.Visibility;
import org.huzheng.wire.Compatibility;

/** The resources {@code /compatibility}, {@code /config} and {@code /mode}. */
final class SettingsApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final Registrar registrar;

    SettingsApi(Ledger ledger, Registrar registrar) {
        this.ledger = ledger;
        this.registrar = registrar;
    }

    void addTo(Routes routes) {
        routes.read("POST", "compatibility/subjects/*/versions", this::compatibilityWithAll);
        routes.read("POST", "compatibility/subjects/*/versions/*", this::compatibilityWithOne);
        routes.read("GET", "config", request -> levelView(ledger.state().levelOf(LedgerEntry.GLOBAL)));
        routes.write("PUT", "config", request -> setLevel(request, LedgerEntry.GLOBAL));
        routes.write("DELETE", "config", request -> levelView(registrar.resetLevel(LedgerEntry.GLOBAL)));
        routes.read("GET", "config/*", this::level);
        routes.write("PUT", "config/*", request -> setLevel(request, request.segment(1)));
        routes.write("DELETE", "config/*", request -> levelView(registrar.resetLevel(request.segment(1))));
        routes.read("GET", "mode", request -> modeView(ledger.state().modeOf(LedgerEntry.GLOBAL)));
        routes.write("PUT", "mode", request -> setMode(request, LedgerEntry.GLOBAL));
        routes.read("GET", "mode/*", this::mode);
        routes.write("PUT", "mode/*", request -> setMode(request, request.segment(1)));
        routes.write("DELETE", "mode/*", request -> modeView(registrar.resetMode(request.segment(1))));
    }

    private JsonNode compatibilityWithAll(RegistryRequest request) {
        RegistryState state = ledger.state();
        return verdict(request, state, SubjectQueries.existing(state, request.segment(2), Visibility.LIVE));
    }

    private JsonNode compatibilityWithOne(RegistryRequest request) {
        RegistryState state = ledger.state();
        return verdict(request, state, SubjectQueries.comparedWith(state, request.segment(2), request.segment(4)));
    }

    private static JsonNode verdict(RegistryRequest request, RegistryState state, List<SchemaVersion> earlier) {
        Schema offered = SubjectApi.schema(request.json());
        List<String> objections = CompatibilityCheck.objections(state.levelOf(request.segment(2)), offered, earlier);
        ObjectNode answer = JSON.createObjectNode().put("is_compatible", objections.isEmpty());
        if (request.flag("verbose")) {
            ArrayNode messages = answer.putArray("messages");
            objections.forEach(messages::add);
        }
        return answer;
    }

    private JsonNode level(RegistryRequest request) {
        String subject = request.segment(1);
        RegistryState state = ledger.state();
        if (!state.levels().containsKey(subject) && !request.flag("defaultToGlobal")) {
            throw RegistryError.noSubjectLevel(subject);
        }
        return levelView(state.levelOf(subject));
    }

    private JsonNode setLevel(RegistryRequest request, String subject) {
        Compatibility level = CompatibilityCheck.levelNamed(
                        request.json().path("compatibility").asText(""))
                .orElseThrow(RegistryError::invalidLevel);
        if (!subject.equals(LedgerEntry.GLOBAL)) {
            SubjectQueries.requireValid(subject);
        }
        registrar.setLevel(subject, level);
        return JSON.createObjectNode().put("compatibility", level.name());
    }

    private JsonNode mode(RegistryRequest request) {
        String subject = request.segment(1);
        RegistryState state = ledger.state();
        if (!state.modes().containsKey(subject) && !request.flag("defaultToGlobal")) {
            throw RegistryError.noSubjectMode(subject);
        }
        return modeView(state.modeOf(subject));
    }

    private JsonNode setMode(RegistryRequest request, String subject) {
        RegistryMode mode =
                RegistryMode.named(request.json().path("mode").asText("")).orElseThrow(RegistryError::invalidMode);
        if (!subject.equals(LedgerEntry.GLOBAL)) {
            SubjectQueries.requireValid(subject);
        }
        registrar.setMode(subject, mode);
        return modeView(mode);
    }

    private static JsonNode levelView(Compatibility level) {
        return JSON.createObjectNode().put("compatibilityLevel", level.name());
    }

    private static JsonNode modeView(RegistryMode mode) {
        return JSON.createObjectNode().put("mode", mode.name());
    }
}
