import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { signWebhook } from "@renewal/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Block, blocksOf, fateOf } from "../../../scripts/documents/blocks.ts";
import { startTestServer, type TestServer } from "../http/running.ts";
import { programOf, run } from "./run.ts";

const guides = readdirSync(new URL("../../../docs/guides", import.meta.url))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/guides/${name}`);

const mine = ["README.md", "docs/sandbox.md", ...guides]
  .flatMap(blocksOf)
  .filter((block) => fateOf(block)?.ranBy === "server/test/docs/guides.test.ts");

/** Listens until it is told to stop, so it has a test of its own. */
const receiver = (block: Block) => block.source.includes("server.listen(");

/** Each with what its document says before it in the same shell: a token is fetched once. */
function shellPrograms(): [file: string, source: string][] {
  const files = new Set(mine.filter(({ language }) => /sh$/.test(language)).map(({ file }) => file));
  return [...files].map((file) => [
    file,
    mine
      .filter((block) => block.file === file && /sh$/.test(block.language))
      .map(({ source }) => source)
      .join("\n"),
  ]);
}

describe("The guides and the README", () => {
  let server: TestServer;
  let paymentUrl: string;
  beforeAll(async () => {
    server = await startTestServer();
    const { json } = await server.ask("/payment/create", {
      body: { order_id: "ORD-to-be-paid", amount: 9.99 },
      token: await server.token("user_99"),
    });
    paymentUrl = json.payment_url as string;
  });
  afterAll(() => server.stop());

  /** Asks this server; an order that a person would pay pays itself. */
  const here = (source: string) =>
    source.replaceAll("http://localhost:8080", server.url).replaceAll("ORD123457", "sandbox-autopay-readme");

  test.concurrent.each(shellPrograms())(
    "the commands of %s do what they say",
    { timeout: 90_000 },
    async (_file, source) => {
      const { code, output } = await run("Shell", here(source), { PAYMENT_URL: paymentUrl });
      expect({ code, output }).toEqual({ code: 0, output: expect.not.stringContaining("VALIDATION_ERROR") });
      expect(output).not.toMatch(/INVALID_(TOKEN|CLIENT)/);
      expect(output.trim()).not.toBe("");
    },
  );

  const programs = mine
    .filter((block) => block.language === "ts" && !receiver(block))
    .map((block, index) => [`${block.file}, ${index + 1}`, block.source] as const);
  test.concurrent.each(programs)(
    "the program of %s does what it says",
    { timeout: 90_000 },
    async (_name, source) => {
      const { code, output } = await run("TypeScript", here(source));
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/\S/) });
    },
  );

  test("the receiver of the guide takes what is signed and nothing else", { timeout: 90_000 }, async () => {
    const [program, ...parameters] = programOf("TypeScript");
    const port = await freePort();
    const child = spawn(program, parameters, {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, PORT: String(port) },
    });
    child.stdin.end(mine.find(receiver)?.source);
    const url = `http://127.0.0.1:${port}/`;
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    const body = JSON.stringify({ id: "evt_1", type: "membership.expired" });
    const headers = await signWebhook({ payload: body, secrets: ["demo-webhook-secret"] });
    const post = async (text: string) => (await fetch(url, { method: "POST", body: text, headers })).status;
    expect([await post(body), await post(`${body} `)]).toEqual([204, 400]);
    child.kill();
    await once(child, "exit");
  });
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  listener.close();
  await once(listener, "close");
  return port;
}
