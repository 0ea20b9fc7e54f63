package org.huzheng.adapter.lease;

/**
 * Who runs a department's adapter.
 *
 * @param run run of the adapter that events name
 * @param host name of its machine, as that machine says
 * @param processId its process there
 * @param address where the broker sees it
 */
public record LeaseHolder(String run, String host, String processId, String address) {
    private static final char BETWEEN = '_';

    /** The client id by which others find out. */
    static String clientId(String run, String host) {
        return run + BETWEEN + host + BETWEEN + ProcessHandle.current().pid();
    }

    /** What a client id says; of any other client, all of it in the place of the run. */
    static LeaseHolder of(String clientId, String address) {
        int process = clientId.lastIndexOf(BETWEEN);
        int host = clientId.lastIndexOf(BETWEEN, process - 1);
        return host < 0
                ? new LeaseHolder(clientId, "?", "?", address)
                : new LeaseHolder(
                        clientId.substring(0, host),
                        clientId.substring(host + 1, process),
                        clientId.substring(process + 1),
                        address);
    }

    @Override
    public String toString() {
        return "run " + run + " on " + host + ", process " + processId + ", connected from " + address;
    }
}
