import { Refusal } from "@renewal/engine";
import type { Context } from "./context.ts";

/**
 * Reads a request's body as it came.
 *
 * @param limit bytes at most
 * @throws Refusal PAYLOAD_TOO_LARGE as soon as the limit is passed, REQUEST_TIMEOUT when the client hangs up
 */
export async function readBytes(ctx: Context, limit: number): Promise<Uint8Array> {
  if (Number(ctx.get("Content-Length")) > limit) throw tooLarge(ctx, limit);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLarge(ctx, limit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("REQUEST_TIMEOUT", "The request ended before its body did. Send it again.", {
      cause: error,
    });
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/** The rest of the body is not waited for, so the connection cannot serve another request. */
function tooLarge(ctx: Context, limit: number): Refusal {
  ctx.set("Connection", "close");
  ctx.req.resume();
  return new Refusal("PAYLOAD_TOO_LARGE", `The body is larger than ${limit} bytes. Send a smaller one.`);
}
