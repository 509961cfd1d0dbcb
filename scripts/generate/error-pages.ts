import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../infrastructure/repository.ts";
import { follow, operations, type Response } from "./document.ts";

/** The page of one error code: what a person wrote of it, and what the document knows. */
export function errorPage(code: string): string {
  const words = readFileSync(join(root, "docs", "guides", "errors", `${code}.md`), "utf8");
  const places = operations.flatMap(({ id, method, path, object }) =>
    Object.entries(object.responses)
      .filter(([, response]) => follow<Response>(response)["x-error-codes"]?.includes(code))
      .map(([status]) => ({
        status,
        line: `| \`${method} ${path}\` | [${id}](/docs/reference) | ${status} |`,
      })),
  );
  const lines = places.map(({ line }) => line);
  const where =
    lines.length === 0
      ? "No single operation: it is answered for requests that reach none, on any path."
      : ["| request | operation | status |", "| --- | --- | --- |", ...lines].join("\n");
  return `${words.trimEnd()}\n\n## Where it is answered\n\n${where}\n\n[All error codes](../errors.md)\n`;
}
