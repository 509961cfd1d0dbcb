import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumArguments } from "../../../scripts/infrastructure/chromium.ts";
import { bundleOf, gzipped } from "./bundle.ts";

/** Uses every check once, and says whether the place where it runs lets anybody compile code. */
const program = `
import { validateBody, validateParameters, validateResponse, validateWebhook } from "./index.ts";

let compiles = true;
try { new Function("return 1")(); } catch { compiles = false; }

console.log(JSON.stringify({
  compiles,
  good: validateBody("createPayment", { order_id: "ORD1", amount: 99.99 }).length,
  bad: validateBody("createPayment", { order_id: "ORD1", amount: "99.99", subject: "" }).length,
  limit: validateParameters("listPayments", { query: { limit: "50" } }).query.limit,
  response: validateResponse("listPackages", 200, { data: [] }).length,
  webhook: validateWebhook("paymentUpdated", { headers: {}, body: {} }).length > 0,
}));
`;

const expected = { compiles: false, good: 0, bad: 2, limit: 50, response: 0, webhook: true };

describe("where no code may be made of text, the checks do their work", () => {
  test("in Node with --disallow-code-generation-from-strings", async () => {
    const words = ["--disallow-code-generation-from-strings", "--input-type=module"];
    const input = await bundleOf(program);
    const { stdout, stderr } = spawnSync(process.execPath, words, { input, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  describe.skipIf(process.env.CHROMIUM_PATH === undefined)("in a browser", () => {
    let server: Server;

    beforeAll(async () => {
      const script = await bundleOf(program);
      server = createServer((request, response) => {
        const isScript = request.url === "/checks.js";
        response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'");
        response.end(isScript ? script : '<!doctype html><script type="module" src="/checks.js"></script>');
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    afterAll(() => new Promise((resolve) => server.close(resolve)));

    test("under Content-Security-Policy: default-src 'none'; script-src 'self'", async () => {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM_PATH as string,
        args: [...chromiumArguments],
      });
      try {
        const page = await browser.newPage();
        const said = page.waitForEvent("console", (message) => message.type() === "log");
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        expect(JSON.parse((await said).text())).toEqual(expected);
      } finally {
        await browser.close();
      }
    }, 60_000);
  });
});

describe("whoever imports a part carries that part alone", () => {
  test.each([
    [
      "types",
      `import type { Input } from "./index.ts"; export type Body = Input<"createPayment">["body"];`,
      60,
    ],
    ["the operation table", `export { operations } from "./operations.ts";`, 1500],
    ["the checks of a request", `export { validateBody, validateParameters } from "./index.ts";`, 7000],
    ["every check", `export * from "./index.ts";`, 14_000],
  ])("%s", async (_, program, bytes) => {
    const code = await bundleOf(program);
    expect(gzipped(code)).toBeLessThan(bytes);
    expect(code).not.toContain("openapi: 3.1.0");
  });

  test("the table brings no check along, and the checks of a request none of an answer", async () => {
    expect(await bundleOf(`export { operations } from "./operations.ts";`)).not.toContain("RegExp");
    const checks = await bundleOf(`export { validateBody } from "./index.ts";`);
    expect(checks).not.toContain("Exchanges client credentials");
    // Package ids stand in answers alone.
    expect(checks).not.toContain("^[a-z0-9_-]{1,32}$");
    expect(await bundleOf(`export { validateResponse } from "./index.ts";`)).toContain("^[a-z0-9_-]{1,32}$");
  });

  test("nothing is imported from elsewhere, and no module system is asked", async () => {
    const code = await bundleOf(`export * from "./index.ts"; export * from "./document.ts";`);
    expect(code.match(/\brequire\(|\bimport\b|\beval\(|\bFunction\(/g)).toBeNull();
  });
});
