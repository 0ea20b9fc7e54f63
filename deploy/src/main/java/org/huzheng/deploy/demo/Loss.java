package org.huzheng.deploy.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.huzheng.deploy.cluster.ClusterDirectory;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.TrialException;

/** A cluster loses one node and one instance of the service at once, as in a power cut; the others go on. */
record Loss(Path cluster) implements Interlude {
    @Override
    public void happen(Narrator narrator) throws TrialException, IOException {
        List<String> lost = ClusterDirectory.of(cluster).lose();
        narrator.chapter("意外", "An accident");
        narrator.say("强行终止 " + String.join("、", lost), "Ended by force: " + String.join(", ", lost));
    }
}
