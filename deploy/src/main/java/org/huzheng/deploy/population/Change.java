package org.huzheng.deploy.population;

/** What a department did to a record, as its own register says it. */
public enum Change {
    /** 登记. */
    CREATED,
    /** 更正. */
    CORRECTED,
    /** 终止. */
    ENDED
}
