import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProgram } from "../infrastructure/processes.ts";
import { root } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";

describe.skipIf(findProgram("mvn") === undefined)(
  "The models of another language, as the guide makes them,",
  () => {
    const output = mkdtempSync(join(tmpdir(), "renewal-kotlin-"));
    const models = join(output, "src/main/kotlin/com/renewal/models");
    const read = (name: string) => readFileSync(join(models, `${name}.kt`), "utf8");
    beforeAll(async () => {
      const words = ["mvn", "-B", "-ntp", "-q", `-Doutput=${output}`, "generate-sources"];
      const made = await run({
        command: words,
        folder: join(root, "examples/kotlin-models"),
        output: "keep",
      });
      expect(made.output, made.ending).not.toContain("ERROR");
      expect(made.ok).toBe(true);
    }, 300_000);
    afterAll(() => rmSync(output, { recursive: true, force: true }));

    test("are one for each schema of the document", () => {
      const names = readdirSync(models).map((file) => file.replace(".kt", ""));
      expect(names).toEqual(
        expect.arrayContaining(["Payment", "PaymentCreated", "Membership", "Token", "ErrorBody"]),
      );
    });

    test("have exact amounts and moments with their zone", () => {
      expect(read("Payment")).toContain("val amount: java.math.BigDecimal");
      expect(read("Payment")).toContain("val createdAt: java.time.OffsetDateTime");
    });

    test("take a state that is not known yet", () => {
      expect(read("Payment")).toContain("val status: kotlin.String");
      expect(read("ErrorBody")).toContain("val code: kotlin.String");
    });
  },
);
