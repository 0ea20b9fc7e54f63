package org.huzheng.deploy;

import picocli.CommandLine.IVersionProvider;

/** The version as the distribution's own jar states it. */
public final class HuzhengVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Huzheng.class.getPackage().getImplementationVersion();
        return new String[] {"huzheng " + (version == null ? "(not packaged)" : version)};
    }
}
