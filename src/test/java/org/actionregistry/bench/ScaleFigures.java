package org.actionregistry.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.actionregistry.postgres.DatabaseUrl;

/** What one kind of request costs one server, and PostgreSQL for its sake. Not thread-safe. */
final class ScaleFigures {
    /** What is asked for in a round; 0 is the warm-up. */
    interface Loads {
        Wrk of(int round) throws IOException;
    }

    private final ServedJar server;
    private final Loads loads;
    private final DatabaseUrl owner;
    private final Series perSecond = new Series();
    private final Series millis = new Series();
    private final Series cpu = new Series();
    private final Series backends = new Series();
    private final Series p99 = new Series();

    ScaleFigures(ServedJar server, Loads loads, DatabaseUrl owner) {
        this.server = server;
        this.loads = loads;
        this.owner = owner;
    }

    void warmUp(int connections, int seconds) throws IOException, InterruptedException {
        loads.of(0).run(server.port(), server.cost(), connections, seconds);
    }

    void round(int round, int connections, int seconds) throws IOException, InterruptedException, SQLException {
        Wrk load = loads.of(round);
        double before = backendMicros();
        Wrk.Sample sample = load.run(server.port(), server.cost(), connections, seconds);
        double requests = sample.perSecond() * seconds;
        backends.add((backendMicros() - before) / requests);
        perSecond.add(sample.perSecond());
        millis.add(1_000.0 * connections / sample.perSecond());
        cpu.add(sample.cpuMicros());
        p99.add(sample.p99Ms());
    }

    /** Of PostgreSQL's processes that serve this database, where they run on this machine; 0 where they do not. */
    private double backendMicros() throws SQLException {
        try (Sql sql = Sql.open(owner)) {
            return sql
                    .texts("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'action-registry%'")
                    .stream()
                    .map(Long::valueOf)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .mapToDouble(each -> CpuTime.of(each).micros())
                    .sum();
        }
    }

    /**
     * @param small the same kind of request to a small registry, in the same rounds
     * @param target of the ratio of their times
     */
    void describe(Report report, String what, ScaleFigures small, String target) {
        report.row(
                what + ", time to that at 10^3", target, millis.to(small.millis).format(2));
        report.row(what + ", requests/s", "", perSecond.format(0));
        report.row(what + ", requests/s at 10^3", "", small.perSecond.format(0));
        report.row(what + ", CPU us a request", "", cpu.format(1));
        report.row(what + ", CPU us a request at 10^3", "", small.cpu.format(1));
        report.row(what + ", PostgreSQL's CPU us a request", "", backends.format(1));
        report.row(what + ", PostgreSQL's CPU us a request at 10^3", "", small.backends.format(1));
        report.row(what + ", p99 ms", "", p99.format(2));
        report.row(what + ", p99 ms at 10^3", "", small.p99.format(2));
    }
}
