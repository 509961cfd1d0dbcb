import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { document } from "@renewal/contract/document";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askFor, startTestServer, type TestServer } from "../http/running.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    SUPPORT_EMAIL: "help@example.org",
    STATUS_URL: "https://status.example.org",
  });
});
afterAll(() => server.stop());
const page = (path: string, asking = {}) => askFor(server.url + path, asking);

describe("/docs", () => {
  test("every link of every page leads to a page, and every anchor to its place", async () => {
    const texts = new Map<string, string>();
    const waiting = ["/docs"];
    const broken: string[] = [];
    const anchors: [from: string, path: string, anchor: string][] = [];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (texts.has(path)) continue;
      const { status, text } = await page(path);
      texts.set(path, text);
      if (status !== 200) broken.push(`${path}: ${status}`);
      for (const [, href = ""] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
        const url = new URL(href, server.url + path);
        if (url.origin !== server.url) continue;
        if (url.hash.length > 1) anchors.push([path, url.pathname, url.hash.slice(1)]);
        waiting.push(url.pathname);
      }
    }
    const lost = anchors.filter(
      ([, path, anchor]) => !texts.get(path)?.includes(`id="${decodeURIComponent(anchor)}"`),
    );
    expect({ broken, lost }).toEqual({ broken: [], lost: [] });
    expect(texts.size).toBeGreaterThan(40);
  });

  test("every documented error code has a page, and no other has one", async () => {
    const { schemas } = (document as { components: { schemas: Record<string, { enum?: string[] }> } })
      .components;
    const codes = schemas.ErrorCode?.enum ?? [];
    const folder = fileURLToPath(new URL("../../../docs/guides/errors", import.meta.url));
    expect(readdirSync(folder).sort()).toEqual(codes.map((code) => `${code}.md`).sort());
    const list = (await page("/docs/errors")).text;
    for (const code of codes) {
      expect((await page(`/docs/errors/${code}`)).text).toContain("What to do");
      expect(list).toContain(`/docs/errors/${code}"`);
    }
  });

  test("pages tell whom to ask, as the operator has set it", async () => {
    const { text } = await page("/docs/tokens");
    expect(text).toContain("mailto:help@example.org");
    expect(text).toContain("https://status.example.org");
  });

  test("the examples ask this server", async () => {
    const { text } = await page("/docs/curl");
    expect(text).toContain(`${server.url}/v1/auth/token`);
    expect(text).not.toContain("localhost:8080");
  });

  test("no page lets a script of anybody else run, and guides let none at all", async () => {
    const guide = (await page("/docs/webhooks")).headers.get("Content-Security-Policy");
    expect(guide).toContain("default-src 'none'");
    expect(guide).not.toContain("script-src");
    const reference = (await page("/docs/reference")).headers.get("Content-Security-Policy");
    expect(reference).toContain("script-src 'self';");
    expect(reference).not.toMatch(/unsafe-eval|https:|\*/);
  });

  test("files are sent again only when they have changed, and unpacked for those that cannot", async () => {
    const packed = await page("/docs/assets/scalar.js", { headers: { "Accept-Encoding": "gzip" } });
    expect(packed.headers.get("Content-Encoding")).toBe("gzip");
    const again = await page("/docs/assets/scalar.js", {
      headers: { "If-None-Match": packed.headers.get("ETag") as string, "Cache-Control": "max-age=0" },
    });
    expect(again.status).toBe(304);
    const plain = await page("/docs/assets/scalar.js", { headers: { "Accept-Encoding": "identity" } });
    expect(plain.headers.get("Content-Encoding")).toBeNull();
    expect(plain.text === packed.text).toBe(true);
  });

  test("there is nothing else under it, and nothing can be sent to it", async () => {
    expect((await page("/docs/../configuration")).status).toBe(404);
    expect((await page("/docs/constructor")).status).toBe(404);
    expect((await page("/docs", { method: "POST" })).status).toBe(405);
    expect((await page("/docs", { method: "OPTIONS" })).status).toBe(204);
  });
});
