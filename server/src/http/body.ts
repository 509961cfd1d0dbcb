import type { IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";
import { Refusal, refuseEncoded, tooLarge } from "@renewal/engine";
import type { Context, Handler } from "./context.ts";

/** The client went away in the middle of its request: there is nobody to answer. */
export class ClientGone extends Error {
  constructor(cause: unknown) {
    super("The client went away before its request was whole.", { cause });
    this.name = "ClientGone";
  }
}

/**
 * Reads a request's body as it came. A client that waits for it is told to go on here and no sooner: what is refused
 * before is never sent.
 *
 * @param limit bytes at most
 * @throws Refusal UNSUPPORTED_MEDIA_TYPE for an encoded body, PAYLOAD_TOO_LARGE as soon as the limit is passed
 * @throws ClientGone
 */
export async function readBytes(ctx: Context, limit: number): Promise<Uint8Array> {
  const { req, res } = ctx;
  refuseEncoded(req.headers["content-encoding"]);
  if (Number(req.headers["content-length"]) > limit) throw tooLarge(limit);
  if (waitsToGoOn(req)) {
    ctx.state.continued = true;
    res.writeContinue();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Without destroyOnReturn a refusal in the middle would end the connection that carries it.
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new ClientGone(error);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

function waitsToGoOn({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === "100-continue";
}

/** What is read of a refused body, so that a client in the middle of sending it gets to reading the answer. */
const patience = { bytes: 1_048_576, milliseconds: 500 };

/**
 * Takes care of what a request has not been asked for: the rest of a body that was refused. The connection is closed
 * then, since what follows on it would be the rest of this request.
 */
export const leftovers: Handler = async (ctx, next) => {
  await next();
  const { req } = ctx;
  if (req.complete || req.destroyed) return;
  ctx.set("Connection", "close");
  if (waitsToGoOn(req) && ctx.state.continued !== true) return;
  let length = 0;
  req.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > patience.bytes) req.pause();
  });
  const end = new Promise((resolve) => {
    for (const event of ["end", "close", "error", "pause"]) req.once(event, resolve);
  });
  await Promise.race([end, setTimeout(patience.milliseconds, undefined, { ref: false })]);
};
