package org.huzheng.verify;

/**
 * Why a check came out as it did, for people; without personal data.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record Reason(String zh, String en) {}
