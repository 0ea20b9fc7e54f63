package org.huzheng.api;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The API's document at the address people look for it. */
@Controller
@Hidden
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentController {
    private static final String DOCUMENT = "classpath:META-INF/swagger/huzheng.yml";

    private final ResourceResolver resources;

    DocumentController(ResourceResolver resources) {
        this.resources = resources;
    }

    @Get(value = "/openapi.yaml", produces = "application/yaml")
    String document() throws IOException {
        try (InputStream in =
                resources.getResourceAsStream(DOCUMENT).orElseThrow(() -> ProblemException.notFound("document"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
