package org.actionregistry.http.contract;

import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Optional;
import org.actionregistry.access.Role;

/**
 * One operation of the contract.
 *
 * @param path its path template, such as {@code /actions/{name}}
 * @param requiredRole the least role it needs ({@code x-required-role}); empty for an operation open to everyone
 * @param webSocket whether it answers a WebSocket handshake as well ({@code x-websocket})
 */
public record ContractOperation(
        String id, HttpMethod method, String path, Optional<Role> requiredRole, boolean webSocket) {
    private static final String PUBLIC = "none";

    static ContractOperation of(ContractDocument.Place place) {
        String id = String.valueOf(place.operation().get("operationId"));
        Object role = place.operation().get("x-required-role");
        if (role == null) {
            throw new IllegalStateException(id + " names no x-required-role");
        }
        return new ContractOperation(
                id,
                HttpMethod.valueOf(place.method().toUpperCase(Locale.ROOT)),
                place.path(),
                role.equals(PUBLIC) ? Optional.empty() : Optional.of(Role.ofWord(role.toString())),
                Boolean.TRUE.equals(place.operation().get("x-websocket")));
    }
}
