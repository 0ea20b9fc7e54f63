package org.huzheng.api;

import java.time.Duration;
import org.huzheng.issuance.Issuer;

/**
 * What the interface needs to know of its instance.
 *
 * @param issuer the authority that issues and signs
 * @param audience what a bearer token must name in {@code aud}
 * @param patience how long a request waits for its answer before 202, and whoever looks a request up for an instance that has not heard of it, before 404
 */
public record ApiSettings(Issuer issuer, String audience, Duration patience) {}
