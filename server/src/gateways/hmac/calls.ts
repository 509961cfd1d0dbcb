import { createHmac } from "node:crypto";
import { GatewayFailure } from "@renewal/engine";

/** Less than the breaker allows a call, so that it hears of the failure and not of its own impatience. Milliseconds. */
const patience = 3_000;

/** Answers of more than this are not read to their end. */
const largest = 1_048_576;

/** Statuses by which a gateway says: not now. Every other one of 4xx says no. */
const passing = new Set([408, 409, 425, 429]);

export interface Caller {
  url: string;
  /** The secrets shared with the gateway; the first one signs. */
  secrets: () => readonly string[];
}

/**
 * Asks the gateway, with the body signed as its own notifications are.
 *
 * @returns its answer; amounts stay the text that they were, so that no digit is lost
 * @throws GatewayFailure
 */
export async function ask(
  { url, secrets }: Caller,
  call: string,
  about: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const body = JSON.stringify({ call, ...about });
  const signature = createHmac("sha256", secrets()[0] ?? "")
    .update(body)
    .digest("hex");
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Signature": signature },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) throw failureOf(answer.status, await textOf(answer));
    return read(await textOf(answer));
  } catch (error) {
    if (error instanceof GatewayFailure) throw error;
    throw new GatewayFailure("unavailable", "The gateway did not answer, or not with JSON.", {
      cause: error,
    });
  }
}

async function textOf(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (answer.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > largest) throw new Error("The answer is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function read(text: string): Record<string, unknown> {
  const value = JSON.parse(text, ((name: string, parsed: unknown, context?: { source?: string }) =>
    isAmount(name) && typeof parsed === "number" ? context?.source : parsed) as never) as unknown;
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Error("The answer is no JSON object.");
}

function isAmount(name: string): boolean {
  return name === "amount" || name === "refunded_amount";
}

/** The code is the gateway's own word for why; it stands in the log, and nothing else of the answer does. */
function failureOf(status: number, text: string): GatewayFailure {
  const code = /"code"\s*:\s*"(\w{1,64})"/.exec(text)?.[1];
  const kind = status >= 400 && status < 500 && !passing.has(status) ? "refused" : "unavailable";
  return new GatewayFailure(kind, `The gateway answered ${status}${code === undefined ? "" : ` (${code})`}.`);
}
