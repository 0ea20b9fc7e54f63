package org.huzheng.deploy.demo;

import java.io.IOException;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.TrialException;

/** What befalls the exchange while the story is told. */
@FunctionalInterface
interface Interlude {
    /** Nothing. */
    Interlude NONE = narrator -> {};

    void happen(Narrator narrator) throws TrialException, IOException;
}
