package org.huzheng.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private static final Figure RATE = Figure.limit("bare-rate", "裸", 1_000, "rows/s");
    private static final Figure TIME = Figure.limit("bare-time", "裸", 2, "s");

    private static String printed(Figure figure) {
        StringWriter out = new StringWriter();
        new BenchReport(Map.of(), List.of(), List.of(figure)).printTable(new PrintWriter(out));
        return out.toString().strip();
    }

    @Test
    void shouldSayWhetherARateReachesItsPartOfTheLimit() {
        assertThat(printed(Figure.held("rate", "速率", 500, RATE).meantFor(Target.ratioAtLeast(0.5))))
                .endsWith("0.500 × bare-rate  ≥ 0.5: 达到 met");
        assertThat(printed(Figure.held("rate", "速率", 499, RATE).meantFor(Target.ratioAtLeast(0.5))))
                .endsWith("0.499 × bare-rate  ≥ 0.5: 未达到 not met");
    }

    @Test
    void shouldSayWhetherATimeStaysWithinItsMultipleOfTheLimit() {
        assertThat(printed(Figure.held("time", "时间", 4, TIME).meantFor(Target.ratioAtMost(2))))
                .endsWith("2.000 × bare-time  ≤ 2: 达到 met");
        assertThat(printed(Figure.held("time", "时间", 4.1, TIME).meantFor(Target.ratioAtMost(2))))
                .endsWith("≤ 2: 未达到 not met");
    }

    @Test
    void shouldSayWhetherATimeWithoutALimitStaysWithinABound() {
        assertThat(printed(Figure.alone("p99", "时延", 1_000, "ms").meantFor(Target.valueAtMost(1_000))))
                .endsWith("1,000 ms     ≤ 1,000: 达到 met");
        assertThat(printed(Figure.alone("p99", "时延", 1_001, "ms").meantFor(Target.valueAtMost(1_000))))
                .endsWith("≤ 1,000: 未达到 not met");
    }

    @Test
    void shouldSayNothingOfATargetWhereNoneIsAgreed() {
        assertThat(printed(Figure.held("rate", "速率", 499, RATE))).endsWith("× bare-rate");
    }
}
