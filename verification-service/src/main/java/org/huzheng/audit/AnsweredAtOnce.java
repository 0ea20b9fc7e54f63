package org.huzheng.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.Difference.Side;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.RecordsRead;

/** Whether a claim that was answered before it was judged was judged as it was answered: by the same rules, from as far as had been read. */
final class AnsweredAtOnce {
    private AnsweredAtOnce() {}

    /**
     * What differs.
     *
     * @param claim the claim as it lies on its topic
     * @param answer what was judged
     * @param ruleVersion version of the rules it was judged by
     */
    static List<Side> sides(SpecificRecord claim, PartialAnswer answer, String ruleVersion) {
        RecordsRead read = ((ClaimRequest) claim).getRead();
        if (read == null) {
            return List.of();
        }
        List<Side> sides = new ArrayList<>();
        compare("positions", read.getPositions(), answer.getPositions(), sides);
        List<FeedState> feeds = read.getFeeds().stream()
                .filter(feed -> answer.getScopes().stream()
                        .anyMatch(scope -> ExchangeLog.isOn(feed.getTopic(), scope.getRecordType())))
                .toList();
        compare("feeds", feeds, answer.getFeeds(), sides);
        compare("ruleVersion", read.getRuleVersion(), ruleVersion, sides);
        return sides;
    }

    private static void compare(String what, Object answered, Object judged, List<Side> sides) {
        if (!Objects.equals(answered, judged)) {
            sides.add(new Side("answered at once: " + what, answered.toString(), judged.toString()));
        }
    }
}
