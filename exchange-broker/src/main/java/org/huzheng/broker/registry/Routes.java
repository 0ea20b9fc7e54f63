package org.huzheng.broker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds who answers a request: by method and path, where {@code *} in a path stands for any one segment. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Whether a request needs a known user. */
    enum Access {
        READ,
        WRITE
    }

    record Route(String method, List<String> path, Access access, Function<RegistryRequest, JsonNode> answer) {
        Route {
            path = List.copyOf(path);
        }

        boolean matchesPath(List<String> segments) {
            if (segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!path.get(i).equals("*") && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    void read(String method, String path, Function<RegistryRequest, JsonNode> answer) {
        routes.add(new Route(method, split(path), Access.READ, answer));
    }

    void write(String method, String path, Function<RegistryRequest, JsonNode> answer) {
        routes.add(new Route(method, split(path), Access.WRITE, answer));
    }

    Route find(RegistryRequest request) {
        boolean pathKnown = false;
        for (Route route : routes) {
            if (route.matchesPath(request.segments())) {
                if (route.method().equals(request.method())) {
                    return route;
                }
                pathKnown = true;
            }
        }
        throw pathKnown
                ? RegistryError.methodNotAllowed(request.method())
                : RegistryError.noSuchResource("/" + String.join("/", request.segments()));
    }

    private static List<String> split(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
    }
}
