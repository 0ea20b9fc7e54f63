package org.huzheng.deploy;

import org.huzheng.testing.KeepsTheHouseRules;

/** The command may talk to the console; otherwise the house rules hold. */
class ArchitectureTest extends KeepsTheHouseRules {}
