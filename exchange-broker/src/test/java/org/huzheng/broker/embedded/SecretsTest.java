package org.huzheng.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void shouldKeepAPasswordReadableByItsOwnerOnly() throws Exception {
        // Given
        Path folder = directory.resolve("secrets");

        // When
        String password = Secrets.in(folder).passwordOf("household");

        // Then
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
        assertThat(Secrets.in(folder).passwordOf("household")).isEqualTo(password);
        assertThat(Secrets.in(folder).passwordOf("medical")).isNotEqualTo(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("household.password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldDrawOnePasswordWhenManyAskAtOnce() {
        // Given
        Set<String> passwords = ConcurrentHashMap.newKeySet();

        // When
        IntStream.range(0, 64)
                .parallel()
                .forEach(i -> passwords.add(Secrets.in(directory).passwordOf("registry")));

        // Then
        assertThat(passwords).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../admin", "Admin", "a b", "admin.password", "-a"})
    void shouldRefuseAPrincipalNameThatCouldLeaveTheDirectory(String name) {
        // Given
        Secrets secrets = Secrets.in(directory);

        // When // Then
        assertThatThrownBy(() -> secrets.passwordOf(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAnEmptyPasswordFile() throws Exception {
        // Given
        Files.createFile(directory.resolve("admin.password"));

        // When // Then
        assertThatThrownBy(() -> Secrets.in(directory).passwordOf("admin"))
                .isInstanceOf(SecretUnavailable.class)
                .hasMessageContaining("admin.password");
    }
}
