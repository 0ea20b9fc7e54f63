package org.huzheng.adapter.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.huzheng.catalogue.Department;

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
    private static final Duration ASK_WAIT = Duration.ofSeconds(10);

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

    /**
     * Who runs a department's adapter now, as the brokers know it.
     *
     * @throws LeaseException if they cannot be asked
     */
    public static Optional<LeaseHolder> now(Department department, Map<String, Object> kafka) {
        String group = AdapterLease.groupOf(department);
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            ConsumerGroupDescription described = Objects.requireNonNull(
                            admin.describeConsumerGroups(List.of(group))
                                    .describedGroups()
                                    .get(group),
                            group)
                    .get(ASK_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return described.members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .findFirst()
                    .map(LeaseHolder::of);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw unanswered(group, e);
        } catch (TimeoutException e) {
            throw unanswered(group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(group, e);
        }
    }

    private static LeaseException unanswered(String group, Exception cause) {
        return new LeaseException("group " + group + ": expected the brokers to say who is in it", cause);
    }

    private static LeaseHolder of(MemberDescription member) {
        String address = member.host();
        return of(member.clientId(), address.startsWith("/") ? address.substring(1) : address);
    }

    @Override
    public String toString() {
        return "run " + run + " on " + host + ", process " + processId + ", connected from " + address;
    }
}
