package org.actionregistry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.actionregistry.client.ScriptedServer.Answer;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private static String event(long index) {
        return "id: " + index + "\nevent: version.published\ndata: {\"index\":" + index
                + ",\"time\":\"2026-03-01T12:00:00.000000Z\",\"type\":\"version.published\",\"new\":1}\n\n";
    }

    private static EventFeed feed(ScriptedServer server, EventQuery query, Optional<Long> since) {
        ClientSettings settings = ClientSettings.of(server.url(), Optional.empty());
        return new RegistryClient(new ClientSettings(
                        settings.base(),
                        Optional.empty(),
                        settings.connectTimeout(),
                        settings.requestTimeout(),
                        1,
                        Duration.ofMillis(10)))
                .events(query, since);
    }

    private static List<Long> indexes(EventFeed feed, int count) {
        List<Long> indexes = new ArrayList<>();
        while (indexes.size() < count) {
            feed.next().ifPresent(event -> indexes.add(event.index()));
        }
        return indexes;
    }

    @Test
    void goesOnBehindTheLastEventWhenTheStreamEnds() {
        String farewell = "event: error\ndata: {\"error\":{}}\n\n";
        try (ScriptedServer server = ScriptedServer.answering(
                        Answer.json(200, "retry: 2000\n:\nid: 6\n\n" + event(7) + event(8) + farewell),
                        Answer.error(503, "UNAVAILABLE", "later"),
                        Answer.json(200, event(9) + "id: 10\nevent: version.published\ndata: {\"cut off"),
                        Answer.json(200, event(10)));
                EventFeed feed = feed(server, EventQuery.ALL, Optional.of(7L))) {
            assertThat(indexes(feed, 4)).containsExactly(7L, 8L, 9L, 10L);
            assertThat(feed.position()).contains(10L);

            assertThat(server.requests())
                    .extracting(request -> request.header("Last-Event-ID"))
                    .startsWith("", "8", "8", "9");
            assertThat(server.requests())
                    .extracting(ScriptedServer.Request::target)
                    .containsOnly("/events?since=7");
        }
    }

    @Test
    void movesItsPositionWithoutAnEvent() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, ":\r\nid: 41\r\n\r\n"));
                EventFeed feed = feed(
                        server,
                        new EventQuery(Optional.of("version.published"), Optional.of("a.b"), Optional.of("a.b.c")),
                        Optional.empty())) {
            assertThat(feed.position()).isEmpty();
            assertThat(feed.next()).isEmpty();
            assertThat(feed.position()).contains(41L);
            assertThat(server.requests().get(0).target())
                    .isEqualTo("/events?type=version.published&namespace=a.b&name=a.b.c");
        }
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, event(0)));
                EventFeed feed = feed(server, EventQuery.ALL, Optional.empty())) {
            assertThat(feed.next())
                    .hasValueSatisfying(event -> assertThat(event.json()).containsEntry("new", 1L));
        }
    }

    @Test
    void isOverWhenTheRegistryRefuses() {
        try (ScriptedServer server = ScriptedServer.answering(Answer.error(401, "UNAUTHENTICATED", "no"));
                EventFeed feed = feed(server, EventQuery.ALL, Optional.empty())) {
            assertThatThrownBy(feed::next).isInstanceOf(RegistryError.class);
        }
    }

    @Test
    void believesNobodyWhoIsNoRegistry() {
        for (String body : List.of("id: x\n\n", "data: nonsense\n\n", "data: {}\n\n")) {
            try (ScriptedServer server = ScriptedServer.answering(Answer.json(200, body));
                    EventFeed feed = feed(server, EventQuery.ALL, Optional.empty())) {
                assertThatThrownBy(feed::next).isInstanceOf(MalformedAnswer.class);
            }
        }
    }
}
