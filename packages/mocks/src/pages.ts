import { answerTo, methodNotAllowed, protectiveHeaders } from "@renewal/engine";
import type { MockAnswer } from "./answer.ts";
import type { Mock } from "./mock.ts";

type Page = { type: string; body: string };

export function isPage({ pathname }: URL): boolean {
  return Object.hasOwn(pages, pathname);
}

/**
 * What the server serves beside the API, as far as a client may need it: probes, the document, the key.
 *
 * @param url of a page
 */
export async function pageAnswer(
  mock: Mock,
  origin: string,
  method: string,
  { pathname }: URL,
): Promise<MockAnswer> {
  const headers = { ...protectiveHeaders };
  if (method === "GET" || method === "HEAD") {
    const { type, body } = await (pages[pathname] as MakePage)(mock, origin);
    return { status: 200, headers: { ...headers, "Content-Type": `${type}; charset=utf-8` }, body };
  }
  const Allow = "GET, HEAD, OPTIONS";
  if (method === "OPTIONS") return { status: 204, headers: { ...headers, Allow }, body: "" };
  const { status, body } = answerTo(methodNotAllowed(method, ["GET"]));
  const type = "application/json; charset=utf-8";
  return { status, headers: { ...headers, Allow, "Content-Type": type }, body: JSON.stringify(body) };
}

type MakePage = (mock: Mock, origin: string) => Promise<Page>;

const pages: Record<string, MakePage> = {
  "/healthz": async () => json({ status: "alive" }),
  "/readyz": async () => json({ status: "ready" }),
  "/.well-known/jwks.json": async (mock) => json(await mock.jwks()),
  // Loaded when it is asked for: it is larger than all the rest, and few ask.
  "/openapi.json": async (_mock, origin) => {
    const { document } = await import("@renewal/contract/document");
    return json({ ...document, servers: [{ url: `${origin}/v1`, description: "This mock" }] });
  },
  "/openapi.yaml": async () => {
    const { documentText } = await import("@renewal/contract/document");
    return { type: "application/yaml", body: documentText };
  },
};

function json(value: unknown): Page {
  return { type: "application/json", body: JSON.stringify(value) };
}
