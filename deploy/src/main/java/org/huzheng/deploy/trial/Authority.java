package org.huzheng.deploy.trial;

import org.huzheng.identity.UnifiedSocialCreditCode;

/** The invented authority certificates of a trial are issued in the name of. */
public final class Authority {
    public static final String NAME = "示范市政务服务数据管理局";
    public static final UnifiedSocialCreditCode CREDIT_CODE =
            UnifiedSocialCreditCode.withCheckCharacter("11330106MB0123456");

    private Authority() {}
}
