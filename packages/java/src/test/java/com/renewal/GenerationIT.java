package com.renewal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.renewal.ScriptedServer.Answer;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is generated follows from the document alone. */
@Timeout(120)
class GenerationIT {
    private static final String OPERATION =
            """

              /payment/{transaction_id}/transfer:
                post:
                  operationId: transferPayment
                  tags: [payments]
                  summary: Transfer a payment
                  description: Gives "money" back, by \\ or by any {other} way & <more>, says user@example.com */.
                  x-idempotent: false
                  x-rate-limits: [address, global]
                  security:
                    - bearerAuth: [merchant]
                  parameters:
                    - $ref: "#/components/parameters/TransactionId"
                    - name: speed
                      in: query
                      required: true
                      description: How fast.
                      schema: { type: string, enum: [slow, fast] }
                      example: fast
                    - name: silently
                      in: query
                      description: Whether nobody is told.
                      schema: { type: boolean }
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [part]
                          properties:
                            part: { $ref: "#/components/schemas/Amount" }
                            default: { type: string, description: Who asks., default: merchant }
                            lines: { type: array, description: Which lines., items: { type: string } }
                        examples:
                          part: { value: { part: 1.5 } }
                  responses:
                    "200":
                      description: The transferred order.
                      content:
                        application/json:
                          schema: { $ref: "#/components/schemas/Payment" }
                    "409": { $ref: "#/components/responses/ClosePaymentConflict" }

              /payment/{transaction_id}/receipt:
                delete:
                  operationId: forgetReceipt
                  tags: [receipts]
                  summary: Forget a receipt
                  description: Answers nothing.
                  x-idempotent: true
                  x-rate-limits: [address, global]
                  security:
                    - bearerAuth: [merchant]
                  parameters:
                    - $ref: "#/components/parameters/TransactionId"
                  responses:
                    "204":
                      description: Forgotten.

            webhooks:
            """;

    private static final String PROGRAM =
            """
            import com.renewal.*;
            import com.renewal.errors.ServerException;
            import com.renewal.model.*;
            import java.util.List;

            public final class Grown {
                public static void main(String[] args) {
                    RenewalClient client = RenewalClient.builder().baseUrl(args[0]).token("t").build();
                    TransferPaymentParams fast = TransferPaymentParams.builder()
                            .speed(TransferPaymentParamsSpeed.FAST).silently(true).build();
                    TransferPaymentRequest part = TransferPaymentRequest.builder()
                            .part("1.50").default_("shop").lines(List.of("a", "b")).build();
                    try {
                        client.payments().transfer("TXN1", part, fast);
                    } catch (ServerException error) {
                        System.out.println("sent " + error.attempts());
                    }
                    Payment payment = client.async().payments().transfer("TXN1", part, fast).join();
                    System.out.println(payment.status().known() + " " + PaymentStatus.DISPUTED.known());
                    client.receipts().forget("TXN1");
                    client.async().receipts().forget("TXN1").join();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aNewOperationIsThereByGeneratingAlone() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Program.REPOSITORY.resolve("node_modules/.bin/node")),
                "The generator's tools are not installed: run `npm ci` first.");
        String document = Files.readString(Program.REPOSITORY.resolve("openapi.yaml"))
                .replaceFirst("\nwebhooks:\n", java.util.regex.Matcher.quoteReplacement("\n" + OPERATION))
                .replaceFirst("(PaymentStatus:\n +type: string\n +enum: \\[creating)", "$1, disputed");
        Files.writeString(folder.resolve("openapi.yaml"), document);
        copy("scripts", "packages/java/src");
        Path tools =
                Files.createSymbolicLink(folder.resolve("node_modules"), Program.REPOSITORY.resolve("node_modules"));
        String said = Program.run(
                folder,
                Map.of(),
                List.of(
                        Program.node().toString(),
                        folder.resolve("scripts/generate/run.ts").toString(),
                        "--only",
                        "java"));
        Files.delete(tools);
        assertTrue(said.endsWith("exit 0"), said);
        Files.writeString(folder.resolve("Grown.java"), PROGRAM);
        String jars = Program.libraries();
        compile(jars);
        try (ScriptedServer server = new ScriptedServer()) {
            server.answers(
                    Answer.error(503, "X"),
                    Answer.of(200, ScriptedServer.PAYMENT),
                    Answer.of(204, ""),
                    Answer.of(204, ""));
            String ran = Program.run(
                    folder,
                    Map.of(),
                    List.of(
                            Program.java(),
                            "-cp",
                            folder.resolve("classes") + File.pathSeparator + jars,
                            "Grown",
                            server.url()));
            // It is not idempotent, so that one try had to be enough.
            assertEquals("sent 1\nPAID DISPUTED\nexit 0", ran);
            assertEquals(
                    "/v1/payment/TXN1/transfer?speed=fast&silently=true",
                    server.seen.get(0).path());
            assertEquals(
                    "{\"part\":1.50,\"default\":\"shop\",\"lines\":[\"a\",\"b\"]}",
                    server.seen.get(0).body());
            assertEquals("DELETE", server.seen.get(3).method());
        }
        String payments =
                Files.readString(folder.resolve("packages/java/src/generated/java/com/renewal/Payments.java"));
        assertTrue(payments.contains("&#123;other&#125; way &amp; &lt;more&gt;"), payments);
        assertTrue(payments.contains("@throws com.renewal.errors.ConflictException {@code ORDER_IN_PROGRESS}"));
    }

    /** By the rules of the package: every warning counts, and so does every missing comment. */
    private void compile(String jars) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--release",
                "11",
                "-Xlint:all,-processing,-options,-classfile",
                "-Werror",
                "-Xdoclint:all/protected",
                "-Xdoclint/package:com.renewal.*",
                "-cp",
                jars,
                "-d",
                folder.resolve("classes").toString()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(folder)) {
            var units = files.getJavaFileObjectsFromPaths(
                    sources.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("module-info.java")
                                    && !file.toString().contains("/test/"))
                            .toList());
            boolean good =
                    compiler.getTask(said, files, null, options, null, units).call();
            assertTrue(good, said::toString);
        }
    }

    private void copy(String... places) throws IOException {
        for (String place : places) {
            Path source = Program.REPOSITORY.resolve(place);
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = folder.resolve(place).resolve(source.relativize(file));
                    if (!copy.toString().contains("node_modules")) {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }
}
