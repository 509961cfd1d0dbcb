import type { IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";
import { refuseEncoded, tooLarge } from "@renewal/engine";
import type { Context, Handler } from "./context.ts";
import { Request, type Take } from "./request.ts";

/** The client went away in the middle of its request: there is nobody to answer. */
export class ClientGone extends Error {
  constructor() {
    super("The client went away before its request was whole.");
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
export function readBytes(ctx: Context, limit: number): Promise<Uint8Array> {
  const { req, res } = ctx;
  refuseEncoded(req.headers["content-encoding"]);
  if (Number(req.headers["content-length"]) > limit) throw tooLarge(limit);
  if (waitsToGoOn(req)) {
    ctx.state.continued = true;
    res.writeContinue();
  }
  return collect(req, limit);
}

function collect(req: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    let isWhole = false;
    const stop = takePieces(req, (piece) => {
      if (piece === null) {
        isWhole = true;
        return resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces));
      }
      length += piece.length;
      pieces.push(piece);
      if (length <= limit) return;
      // The rest stays where it is, for whoever sees to what is left over.
      stop();
      reject(tooLarge(limit));
    });
    // Comes after the end of a stream too, where an error made for nobody would cost more than the body.
    req.on("close", () => isWhole || reject(new ClientGone()));
  });
}

/** @returns what leaves further pieces to others */
function takePieces(req: IncomingMessage, take: Take): () => void {
  const stop = req instanceof Request ? req.divert(take) : undefined;
  if (stop !== undefined) return stop;
  // By the stream's events: its iterator costs several times as much.
  req.on("data", take);
  req.on("end", () => take(null));
  return () => req.off("data", take).pause();
}

function waitsToGoOn({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === "100-continue";
}

/** What is read of a refused body, so that a client in the middle of sending it gets to reading the answer. */
const patience = { bytes: 1_048_576, milliseconds: 500 };

/** Whether the request still has something to send that nobody asked for. */
export function hasLeftovers(req: IncomingMessage): boolean {
  return !req.complete && !req.destroyed;
}

/** Takes in what a refused request still sends, as far as patience goes. The connection must be closed after it. */
export async function takeLeftovers({ req, state }: Context): Promise<void> {
  if (waitsToGoOn(req) && !state.continued) return;
  let length = 0;
  req.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > patience.bytes) req.pause();
  });
  const end = new Promise((resolve) => {
    for (const event of ["end", "close", "error", "pause"]) req.once(event, resolve);
  });
  req.resume();
  await Promise.race([end, setTimeout(patience.milliseconds, undefined, { ref: false })]);
}

/**
 * Takes care of what a request has not been asked for: the rest of a body that was refused. The connection is closed
 * then, since what follows on it would be the rest of this request.
 */
export const leftovers: Handler = async (ctx, next) => {
  await next();
  if (!hasLeftovers(ctx.req)) return;
  ctx.set("Connection", "close");
  await takeLeftovers(ctx);
};
