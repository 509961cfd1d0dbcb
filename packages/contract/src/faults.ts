import type { ValidationError } from "./generated/validators.js";

/** One thing that is wrong with a request or an answer, told the way the API tells it. */
export interface Fault {
  in: "body" | "query" | "path" | "header" | "status";
  /** The field's name, with dots for nested ones; where it stands when the whole is at fault. */
  field: string;
  /** The rule that it breaks, e.g. `required`. */
  rule: string;
  /** A sentence for people; for a request it also says what to do. It never quotes a value. */
  message: string;
}

/** Names from outside are quoted up to this many characters. */
const longestName = 64;

/** The faults of a request, each with what its sender can do about it. */
export function requestFaults(errors: readonly ValidationError[], where: Fault["in"]): Fault[] {
  return errors.map((error) => {
    const fault = faultFrom(error, where);
    return { ...fault, message: `${fault.message} ${advice(error.keyword, where)}` };
  });
}

/** The faults of something that we, or whoever sent it, should never have sent. */
export function answerFaults(errors: readonly ValidationError[], where: Fault["in"]): Fault[] {
  return errors.map((error) => faultFrom(error, where));
}

function faultFrom(error: ValidationError, where: Fault["in"]): Fault {
  const path = pathOf(error);
  const field = path.length === 0 ? where : path.join(".");
  const isUnknown = error.keyword === "additionalProperties";
  const subject = path.length === 0 ? `The ${where}` : `${isUnknown ? "" : prefix[where]}${field}`;
  return { in: where, field, rule: error.keyword, message: `${subject} ${complaint(error, where)}.` };
}

const prefix: Record<Fault["in"], string> = {
  body: "",
  status: "",
  query: "query parameter ",
  path: "path parameter ",
  header: "header ",
};

function pathOf({ instancePath, keyword, params }: ValidationError): string[] {
  const path = instancePath.split("/").slice(1).map(unescapePointer);
  if (keyword === "required") path.push(String(params.missingProperty));
  if (keyword === "additionalProperties") path.push(String(params.additionalProperty));
  return path.map(short);
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function short(name: string): string {
  if (name === "") return '""';
  const characters = Array.from(name.slice(0, 2 * longestName + 1));
  return characters.length > longestName ? `${characters.slice(0, longestName).join("")}…` : name;
}

function complaint({ keyword, params }: ValidationError, where: Fault["in"]): string {
  switch (keyword) {
    case "required":
      return "is required";
    case "additionalProperties":
      return `is not a ${where === "body" ? "field" : `${where} parameter`} of this request`;
    case "type":
      return `must be ${/^[aeiou]/.test(String(params.type)) ? "an" : "a"} ${params.type}`;
    case "enum":
      return `must be one of ${(params.allowedValues as string[]).join(", ")}`;
    case "minimum":
    case "maximum":
      return `must be ${params.comparison} ${params.limit}`;
    case "minLength":
      return `must have at least ${characters(params.limit)}`;
    case "maxLength":
      return `must have at most ${characters(params.limit)}`;
    case "pattern":
      return `must match ${params.pattern}`;
    case "format":
      return "must be a moment as RFC 3339 writes it, such as 2026-01-15T08:30:00Z";
    default:
      return `breaks the rule ${keyword}`;
  }
}

function characters(count: unknown): string {
  return count === 1 ? "1 character" : `${count} characters`;
}

function advice(rule: string, where: Fault["in"]): string {
  if (rule === "required") return `Add it to the ${where} and send the request again.`;
  if (rule === "additionalProperties") return "Remove it, or correct its spelling.";
  return "Correct it and send the request again.";
}
