import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/infrastructure/daemon.ts";
import { readJson, root } from "../../scripts/infrastructure/repository.ts";
import { build, context, dockerfile, stages } from "./dockerfile.ts";

const image = stages().at(-1)?.instructions ?? [];

/** What the last stage says behind a word. */
const said = (word: string) =>
  image.filter((instruction) => instruction.word === word).map(({ rest }) => rest);

const hadolint = process.env.HADOLINT_PATH;

test.skipIf(hadolint === undefined)(
  "hadolint has nothing to say about the Dockerfile, not even of style",
  () => {
    const { status, stdout } = spawnSync(hadolint as string, ["--failure-threshold", "style", dockerfile]);
    expect([String(stdout), status]).toEqual(["", 0]);
  },
);

test("the image has the very Node that the repository is tested with", () => {
  const { version } = readJson(join(root, "node_modules", "node", "package.json")) as { version: string };
  expect(stages().map(({ from }) => from)).toEqual([
    `node:${version}-bookworm-slim`,
    "base",
    "base",
    "base",
    "base",
  ]);
});

test("nothing secret and nothing of this machine is sent to Docker", () => {
  const paths = context();
  expect(paths).toContain("server/package.json");
  expect(
    paths.filter((path) => /(^|\/)(\.env|\.git|data|dist|node_modules|test)(\/|$)|\.pem$/.test(path)),
  ).toEqual([]);
});

describe("The image, built stage by stage", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "renewal-image-"));
  chmodSync(folder, 0o755); // The image's user must get through to it.
  let files: string;
  beforeAll(async () => {
    files = await build(folder);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("runs as no root", () => {
    expect(said("USER")).toEqual(["1000:1000"]);
  });

  test("holds the server, what it depends on, and nothing that only its making needs", () => {
    const { packages } = readJson(join(root, "package-lock.json")) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const installed = globSync(["node_modules/*/package.json", "node_modules/@*/*/package.json"], {
      cwd: files,
    });
    const names = installed.map((path) => relative("", join(path, "..")));
    expect(names).toContain("node_modules/koa");
    expect(
      names.filter((name) => packages[name]?.dev !== false && packages[name]?.dev !== undefined),
    ).toEqual([]);
    expect(existsSync(join(files, "server", "src"))).toBe(false);
    expect(existsSync(join(files, "packages"))).toBe(false);
  });

  test("says that it is well as soon as the server serves, and that it is not once it is gone", async () => {
    const port = String(await freePort());
    const server = start({ PORT: port, NODE_ENV: "development", HOST: "127.0.0.1" });
    try {
      await expect.poll(() => health(port), { timeout: 20_000 }).toBe(0);
      server.kill("SIGTERM");
      expect(await new Promise((resolve) => server.once("exit", resolve))).toBe(0);
      expect(health(port)).not.toBe(0);
    } finally {
      server.kill("SIGKILL");
    }
  });

  test("starts for production and no less", async () => {
    const server = start({ PORT: "0" });
    let words = "";
    server.stderr?.on("data", (chunk) => {
      words += chunk;
    });
    expect(await new Promise((resolve) => server.once("exit", resolve))).toBe(1);
    expect(words).toContain("PUBLIC_URL is missing");
    expect(words).toContain("METRICS_TOKEN is missing");
  });

  function start(environment: Record<string, string>): ChildProcess {
    const [program = "", ...words] = [...list("ENTRYPOINT"), ...list("CMD")];
    const own = Object.fromEntries(
      said("ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("="))),
    );
    const [user] = (said("USER")[0] ?? "").split(":").map(Number);
    return spawn(program === "node" ? process.execPath : program, words, {
      cwd: files,
      env: { ...own, ...environment },
      stdio: ["ignore", "ignore", "pipe"],
      ...(process.getuid?.() === 0 && user !== undefined && { uid: user, gid: user }),
    });
  }

  const list = (word: string) => JSON.parse(said(word)[0] ?? "[]") as string[];

  function health(port: string): number | null {
    const [, command = "[]"] = /CMD (\[.*\])/.exec(said("HEALTHCHECK")[0] ?? "") ?? [];
    const [, ...words] = JSON.parse(command) as string[];
    return spawnSync(process.execPath, words, { cwd: files, env: { PORT: port } }).status;
  }
});
