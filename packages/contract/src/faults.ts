import type { ValidationError } from "./generated/validators.js";

/** One thing that is wrong with a request, told the way the API tells it. */
export interface Fault {
  in: "body" | "query" | "path" | "header";
  /** The field's name, with dots for nested ones. */
  field: string;
  /** The rule that it breaks, e.g. `required`. */
  rule: string;
  /** A sentence for people that says what to do. */
  message: string;
}

/** A hostile body may break a rule thousands of times; these are enough to mend it. */
const most = 20;

/** The faults behind a validator's errors. */
export function faultsFrom(
  errors: readonly ValidationError[] | null | undefined,
  where: Fault["in"],
): Fault[] {
  return (errors ?? []).slice(0, most).map((error) => {
    const field = fieldOf(error, where);
    return {
      in: where,
      field,
      rule: error.keyword,
      message: `${sentence(error, field, where)} ${advice(error.keyword)}`,
    };
  });
}

function fieldOf({ instancePath, keyword, params }: ValidationError, where: Fault["in"]): string {
  const path = instancePath.split("/").slice(1).map(unescapePointer);
  if (keyword === "required") path.push(String(params.missingProperty));
  if (keyword === "additionalProperties") path.push(String(params.additionalProperty));
  return path.length === 0 ? where : path.map(short).join(".");
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function short(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}

function sentence({ keyword, params }: ValidationError, field: string, where: Fault["in"]): string {
  switch (keyword) {
    case "required":
      return `${field} is required.`;
    case "additionalProperties":
      return `${field} is not a ${where === "body" ? "field" : "parameter"} of this request.`;
    case "type":
      return `${field} must be ${article(String(params.type))}.`;
    case "enum":
      return `${field} must be one of ${(params.allowedValues as string[]).join(", ")}.`;
    case "minimum":
    case "maximum":
      return `${field} must be ${params.comparison} ${params.limit}.`;
    case "minLength":
      return `${field} must have at least ${params.limit} characters.`;
    case "maxLength":
      return `${field} must have at most ${params.limit} characters.`;
    case "pattern":
      return `${field} must match ${params.pattern}.`;
    case "format":
      return `${field} must be a moment as RFC 3339 writes it, such as 2026-01-15T08:30:00Z.`;
    default:
      return `${field} breaks the rule ${keyword}.`;
  }
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function advice(keyword: string): string {
  if (keyword === "required") return "Add it and send the request again.";
  if (keyword === "additionalProperties") return "Remove it, or correct its spelling.";
  return "Correct it and send the request again.";
}
