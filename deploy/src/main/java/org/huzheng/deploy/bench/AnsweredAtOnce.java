package org.huzheng.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.deploy.trial.TrialException;

/**
 * How many claims an instance was asked, and how many of them it answered at once, as its metrics say.
 *
 * @param asked claims about one person
 * @param atOnce those that did not wait for the judging
 */
record AnsweredAtOnce(double asked, double atOnce) {
    private static final String ASKED = "huzheng_claims_asked_total";
    private static final String AT_ONCE = "huzheng_claims_answered_at_once_total";
    private static final int WHOLE = 100;

    /** What it says now. */
    static AnsweredAtOnce of(URI service) throws TrialException, InterruptedException {
        try {
            String metrics = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(service.resolve("/prometheus"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return new AnsweredAtOnce(counted(ASKED, metrics), counted(AT_ONCE, metrics));
        } catch (IOException e) {
            throw new TrialException("读不到服务的指标。", "Expected the metrics of the service, found " + e.getMessage(), e);
        }
    }

    /** Of those asked since, how many percent were answered at once. */
    long percentSince(AnsweredAtOnce before) {
        return Math.round(WHOLE * (atOnce - before.atOnce) / (asked - before.asked));
    }

    private static double counted(String name, String metrics) throws TrialException {
        Matcher counter =
                Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE).matcher(metrics);
        if (!counter.find()) {
            throw new TrialException("服务没有指标 " + name + "。", "Expected the metric " + name + ", found none");
        }
        return Double.parseDouble(counter.group(1));
    }
}
