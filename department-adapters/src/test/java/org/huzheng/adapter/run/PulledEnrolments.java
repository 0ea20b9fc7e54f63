package org.huzheng.adapter.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.source.nationalexchange.ExchangeServer;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.jspecify.annotations.Nullable;

/** The medical department's enrolments, pulled through the national exchange. */
final class PulledEnrolments {
    private PulledEnrolments() {}

    /** An adapter that pulls enrolments from this server. */
    static AdapterConfiguration configuration(ExchangeServer server, Path directory, ExchangeExtension exchange)
            throws IOException {
        Files.writeString(directory.resolve("app-secret"), ExchangeServer.APP_SECRET);
        String address = "http://127.0.0.1:" + server.port();
        String source = String.join(
                "\n",
                "source:",
                "  kind: national-exchange",
                "  requester: " + ExchangeServer.REQUESTER,
                "  appSecret: ${file:app-secret}",
                "  beginning: " + OffsetDateTime.now(ZoneOffset.UTC).minusHours(3),
                "  refresh: {url: '" + address
                        + "/auth/refresh', secret: /data/secret, expiresAt: /data/secretEndTime}",
                "  answers: {code: /code, success: ['0'], secretExpired: ['40102'], signatureRefused: ['40101']}",
                "  pace: {every: PT0.1S, settle: PT1S, lookBack: PT3S, windowMax: PT1H, pause: PT0S, firstRetryAfter: PT0.05S,"
                        + " answerWithin: PT1S}",
                "  queries:",
                "    enrolment:",
                "      url: '" + address + "/share/rows?page={page}'",
                "      service: " + ExchangeServer.SERVICE,
                "      body: '{\"since\":{since},\"until\":{until},\"size\":{pageSize}}'",
                "      times: epochMilliseconds",
                "      rows: /data/list",
                "      total: /data/total",
                "      pageSize: 100",
                "");
        AdapterConfiguration made = Departments.withSource(Department.MEDICAL, directory, source, exchange);
        // One query, so one record mapping: that of births goes.
        String mapping = Files.readString(made.mapping());
        int births = mapping.indexOf("  - from: birth");
        Files.writeString(
                made.mapping(),
                mapping.substring(0, births) + mapping.substring(mapping.indexOf("  - from: enrolment")));
        return made;
    }

    /** One enrolment as the exchange answers it; each version says something that none before it did. */
    static Map<String, @Nullable Object> row(String id, int version, int person, String status) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("记录编号", id);
        row.put("版本号", version);
        row.put("公民身份号码", HouseholdRegister.number(person));
        row.put("险种类型", "390");
        row.put("参保状态", status);
        row.put("参保地", "110105");
        row.put("参保日期", LocalDate.of(2020, 1, 1).plusDays(version - 1).toString());
        row.put("终止日期", null);
        row.put("变更类型", version == 1 ? "1" : "2");
        row.put("变更原因", null);
        row.put("登记时间", "2020-01-01 08:00:00");
        return row;
    }
}
