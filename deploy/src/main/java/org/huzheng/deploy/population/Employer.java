package org.huzheng.deploy.population;

/**
 * An employer.
 *
 * @param code unified social credit code, GB 32100
 * @param name name
 * @param regionCode seat, GB/T 2260
 */
public record Employer(String code, String name, String regionCode) {}
