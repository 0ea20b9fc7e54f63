package org.huzheng.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.huzheng.signing.Base64Url;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class StatusListTest {

    @ParameterizedTest
    @CsvFileSource(resources = "published-lists.csv", maxCharsPerColumn = 65_536)
    void shouldReadPublishedLists(int bits, String lst, String expected) {
        // When
        PackedStatuses statuses = PackedStatuses.decode(bits, lst);

        // Then
        for (String pair : expected.split(" ", -1)) {
            String[] indexAndValue = pair.split(":", -1);
            assertThat(statuses.valueAt(Integer.parseInt(indexAndValue[0])))
                    .as("index %s", indexAndValue[0])
                    .isEqualTo(Integer.parseInt(indexAndValue[1]));
        }
        assertThat(PackedStatuses.decode(bits, statuses.encode()).encode()).isEqualTo(statuses.encode());
    }

    @Test
    void shouldWriteThePublishedExampleOfTwoBits() {
        // Given
        byte[] packed = new byte[3];
        int[] values = {1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3};

        // When
        IntStream.range(0, values.length).forEach(i -> PackedStatuses.write(packed, 2, i, values[i]));

        // Then
        assertThat(packed).containsExactly(0xC9, 0x44, 0xF9);
    }

    @Property(tries = 100)
    void shouldKeepEveryStatusThroughPublishing(
            @ForAll @Size(max = 50) List<@IntRange(max = StatusList.SLOTS - 1) Integer> indexes) {
        // Given
        StatusList list = new StatusList("0-0");
        Map<Integer, CredentialStatus> model = new HashMap<>();
        for (int index : indexes) {
            CredentialStatus status = index % 2 == 0 ? CredentialStatus.INVALID : CredentialStatus.SUSPENDED;
            list.set(index, status);
            model.put(index, status);
        }

        // When
        PackedStatuses read = PackedStatuses.decode(2, list.snapshot().encode());

        // Then
        assertThat(read.size()).isEqualTo(StatusList.SLOTS);
        for (int index = 0; index < StatusList.SLOTS; index++) {
            int expected = model.getOrDefault(index, CredentialStatus.VALID).code();
            if (read.valueAt(index) != expected) {
                assertThat(read.valueAt(index)).as("index %d", index).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldSuspendAndReinstateButNeverUndoInvalid() {
        // Given
        StatusList list = new StatusList("3-0");

        // When
        assertThat(list.set(7, CredentialStatus.SUSPENDED)).isTrue();
        assertThat(list.set(7, CredentialStatus.SUSPENDED)).isFalse();
        assertThat(list.set(7, CredentialStatus.VALID)).isTrue();
        assertThat(list.set(7, CredentialStatus.INVALID)).isTrue();

        // Then
        assertThatExceptionOfType(FinalStatusException.class)
                .isThrownBy(() -> list.set(7, CredentialStatus.VALID))
                .withMessageContaining("list 3-0, slot 7");
        assertThat(list.get(7)).isEqualTo(CredentialStatus.INVALID);
        assertThat(list.get(6)).isEqualTo(CredentialStatus.VALID);
        assertThat(list.get(8)).isEqualTo(CredentialStatus.VALID);
    }

    @Test
    void shouldKeepASnapshotFromLaterChanges() {
        // Given
        StatusList list = new StatusList("0-0");
        PackedStatuses before = list.snapshot();

        // When
        list.set(1, CredentialStatus.INVALID);

        // Then
        assertThat(before.valueAt(1)).isZero();
        assertThat(list.snapshot().valueAt(1)).isEqualTo(1);
    }

    @Test
    void shouldLoseNoChangeWhenManyThreadsWriteNeighbouringSlots() {
        // Given
        StatusList list = new StatusList("0-0");

        // When
        IntStream.range(0, 40_000).parallel().forEach(i -> list.set(i, CredentialStatus.SUSPENDED));

        // Then
        assertThat(IntStream.range(0, 40_000).filter(i -> list.get(i) == CredentialStatus.SUSPENDED))
                .hasSize(40_000);
    }

    @Property
    void shouldGiveEveryDecisionASlotOfItsOwn(
            @ForAll @IntRange(max = 31) int partition, @ForAll @LongRange(max = 1L << 40) long offset) {
        // When
        StatusSlot slot = StatusSlot.of(partition, offset);

        // Then
        String[] parts = slot.listId().split("-", -1);
        assertThat(Integer.parseInt(parts[0])).isEqualTo(partition);
        assertThat(Long.parseLong(parts[1]) * StatusList.SLOTS + slot.index()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({"3-0, -1", "3-0, 131072", "3, 0", "a-0, 0", "03-0, 0", "3-0/x, 0", "-3-0, 0"})
    void shouldRefuseASlotThatIsNone(String listId, int index) {
        assertThatExceptionOfType(MalformedStatusListException.class)
                .isThrownBy(() -> new StatusSlot(listId, index))
                .withMessageContaining("expected");
    }

    @Test
    void shouldNameTheAddressOfAList() {
        assertThat(StatusSlot.of(5, 131_073).uri("https://issuer.example/v1/status-lists"))
                .isEqualTo("https://issuer.example/v1/status-lists/5-1");
    }

    @Test
    void shouldRefuseTextThatIsNoList() {
        // Given
        String good = new StatusList("0-0").snapshot().encode();
        String bomb = compressed(new byte[PackedStatuses.MAX_BYTES + 1]);

        // When
        List<String> messages = new ArrayList<>();
        for (String bad : List.of("*", "AAAA", good.substring(0, good.length() - 4), good + "AAAA", bomb)) {
            assertThatExceptionOfType(MalformedStatusListException.class)
                    .isThrownBy(() -> PackedStatuses.decode(2, bad))
                    .satisfies(e -> messages.add(e.getMessage()));
        }

        // Then
        assertThat(messages)
                .satisfiesExactly(
                        m -> assertThat(m).contains("base64url"),
                        m -> assertThat(m).contains("found something else"),
                        m -> assertThat(m).contains("ends early"),
                        m -> assertThat(m).contains("3 bytes after the end"),
                        m -> assertThat(m).contains("more than 4194304 bytes"));
        assertThatExceptionOfType(MalformedStatusListException.class)
                .isThrownBy(() -> PackedStatuses.decode(3, good))
                .withMessageContaining("1, 2, 4 or 8");
        assertThatExceptionOfType(MalformedStatusListException.class)
                .isThrownBy(() -> PackedStatuses.decode(2, good).valueAt(StatusList.SLOTS))
                .withMessageContaining("0 to 131071");
    }

    private static String compressed(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length / 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Base64Url.encode(Arrays.copyOf(out, length));
    }
}
