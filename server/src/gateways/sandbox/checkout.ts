import type { IncomingMessage } from "node:http";
import type { Sandbox } from "@renewal/engine/sandbox";
import type { Middleware } from "koa";

/** A choice is some fifty bytes; what is longer is no choice. */
const longestForm = 4096;

/**
 * Serves the hosted checkout page under a path; lets every other request pass.
 *
 * @param path without a slash at the end, e.g. `/sandbox/pay`
 */
export function checkoutPages(sandbox: Pick<Sandbox, "checkout">, path: string): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${path}/`)) return next();
    const page = await sandbox.checkout({
      method: ctx.method,
      path: ctx.path.slice(path.length + 1),
      header: (name) => ctx.get(name) || undefined,
      body: ctx.method === "POST" ? await readForm(ctx.req) : "",
    });
    ctx.status = page.status;
    ctx.set(page.headers);
    ctx.body = page.body;
  };
}

/** Reads to the end in any case, so that the answer finds a connection that can take it. */
async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= longestForm) chunks.push(chunk);
  }
  return length > longestForm ? "" : Buffer.concat(chunks).toString("utf8");
}
