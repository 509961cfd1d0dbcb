import { existsSync, readFileSync } from "node:fs";
import type { OperationId } from "@renewal/contract";
import { operations } from "@renewal/contract/operations";
import { describe, expect, test } from "vitest";

interface Exercised {
  operation: string;
  status: number;
  errorCode?: string;
}

const file = process.env.RENEWAL_EXERCISED ?? "";
const exercised = existsSync(file)
  ? readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Exercised)
  : [];
const seen = new Set(
  exercised.map(({ operation, status, errorCode = "" }) => [operation, status, errorCode].join(" ")),
);

/** What the document says that an operation answers: its statuses, and each code that they may carry. */
function documented(id: OperationId): string[] {
  const { statuses, errorCodes } = operations[id];
  return statuses.flatMap((status) =>
    ((errorCodes as Record<number, readonly string[]>)[status] ?? [""]).map((code) =>
      [id, status, code].join(" "),
    ),
  );
}

describe("Every answer of the document was asked for by some test", () => {
  test.each(Object.keys(operations) as OperationId[])("of %s", (id) => {
    expect(documented(id).filter((answer) => !seen.has(answer))).toEqual([]);
  });
});
