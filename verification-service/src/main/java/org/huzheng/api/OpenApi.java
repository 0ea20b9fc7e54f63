package org.huzheng.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityScheme;

/** Head of the API's document, which is written from the controllers at build time. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Huzheng 互证",
                        version = "1",
                        description = "部门间数据共享与核验 / Data sharing and verification between government departments",
                        license = @License(name = "Apache-2.0")))
@SecurityScheme(
        name = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        bearerFormat = "JWT",
        description =
                "受众(aud)须为本服务;权限(scope)列明证明或核验类型与用途;employers 列明申请人经办的单位 / aud must name this service (its issuer address unless set otherwise); scope names types of question and purposes; employers lists the credit codes of the employers whose agent the asker is")
final class OpenApi {
    private OpenApi() {}
}
