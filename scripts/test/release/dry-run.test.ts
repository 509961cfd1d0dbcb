import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathWithTools, root } from "../../infrastructure/repository.ts";
import { run } from "../../infrastructure/run.ts";
import { currentDocument, releasedDocument } from "../../release/compatibility.ts";
import { carriedVersions, npmVersion } from "../../release/versions.ts";
import { commitAll, copyOfRepository, only, tieToRegistry } from "./copy.ts";
import { startRegistry } from "./registry.ts";

const has = (...words: [string, ...string[]]) => spawnSync(words[0], words.slice(1)).status === 0;
const hasPython = has("python3", "-c", "import ensurepip, venv");
const hasGo = has("go", "version");
const hasJava = has("mvn", "--version") && has("javac", "--version");

/** Read where nothing may be written down that is secret: a published file is public for ever. */
const secrets =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=]{40}|npm_[A-Za-z0-9]{36}|ghp_[A-Za-z0-9]{36}/;

describe("A release, tried on a copy of the repository", { timeout: 240_000 }, () => {
  let copy: string;
  let scratch: string;

  /** Runs a command to its end and answers what it printed; one that fails fails the test, with its words. */
  async function done(command: string[], folder = copy, environment: Record<string, string> = {}) {
    const PATH = [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
    const env = { PATH, CI: "", npm_config_update_notifier: "false", ...environment };
    const { ok, output, ending } = await run({ command, folder, output: "keep", environment: env });
    if (!ok) throw new Error(`${command.join(" ")} (${ending})\n${output.slice(-3000)}`);
    return output;
  }
  const release = (words: string[], environment = {}) =>
    done(["node", "scripts/release.ts", ...words], copy, { PATH: pathWithTools(copy), ...environment });
  const read = (path: string) => readFileSync(join(copy, path), "utf8");

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "renewal-dry-run-"));
    copy = copyOfRepository();
    const planted = '---\n"@renewal/contract": major\n"@renewal/sdk": major\n---\n\nA planted change.\n';
    writeFileSync(join(copy, ".changeset", "planted.md"), planted);
    const spoken = '---\n"@renewal/contract": patch\n---\n\nGo: a planted repair.\n';
    writeFileSync(join(copy, ".changeset", "spoken.md"), spoken);
    await release(["version"]);
    commitAll(copy);
  }, 120_000);
  afterAll(() => {
    for (const folder of [copy, scratch]) rmSync(folder, { recursive: true, force: true });
  });

  test("brings one version into every package, every language and the lock file", async () => {
    expect(npmVersion(copy)).toBe("1.0.0");
    expect(new Set(Object.values(carriedVersions(copy)))).toEqual(new Set(["1.0.0"]));
    expect(read("packages/sdk/src/generated/client.ts")).toContain('version = "1.0.0"');
    expect(read("server/src/docs/generated/guides.json")).not.toContain(`<version>${npmVersion(root)}`);
    expect(existsSync(join(copy, ".changeset", "planted.md"))).toBe(false);
    expect(read(releasedDocument)).toBe(read(currentDocument));
    // The lock file that changesets leave as it was would end every `npm ci` of the release.
    const locked = mkdtempSync(join(scratch, "lock-"));
    for (const path of [
      "package-lock.json",
      ...globSync("{.,packages/*,server,deploy,examples,scripts}/package.json", { cwd: copy }),
    ])
      cpSync(join(copy, path), join(locked, path), { recursive: true });
    await done(["npm", "ci", "--dry-run", "--offline", "--ignore-scripts", "--no-audit"], locked);
  });

  test("writes what changed into the changelog of each package, and to whom it concerns", () => {
    for (const folder of ["packages/sdk", "packages/python", "packages/java", "packages/go"]) {
      expect(read(`${folder}/CHANGELOG.md`), folder).toMatch(/^# .*\n\n## 1\.0\.0\n\n### Major/);
      expect(read(`${folder}/CHANGELOG.md`), folder).toContain("A planted change.");
    }
    expect(read("packages/go/CHANGELOG.md")).toContain("- a planted repair.");
    expect(read("packages/python/CHANGELOG.md")).not.toContain("planted repair");
  });

  test.concurrent("npm takes the packages, gives them to an empty project, and they say their version", async () => {
    await done(["tsup"], join(copy, "packages", "sdk"));
    const token = "of-the-dry-run";
    const registry = await startRegistry(token);
    try {
      const userconfig = join(scratch, "npmrc");
      tieToRegistry(copy, registry.url);
      writeFileSync(userconfig, `${registry.url.replace("http:", "")}:_authToken=${token}\n`);
      const npm = { npm_config_userconfig: userconfig, npm_config_provenance: "false" };
      await release(["publish"], { ...npm, npm_config_registry: registry.url });
      const names = ["@renewal/mocks", "@renewal/sdk", "@renewal/server"];
      expect(registry.published.sort()).toEqual(names);
      await release(["publish"], { ...npm, npm_config_registry: registry.url });
      expect(registry.published, "a version is published once").toHaveLength(names.length);
      expect(registry.strangers).toBe(0);

      const app = mkdtempSync(join(scratch, "npm-"));
      writeFileSync(join(app, "package.json"), '{ "name": "app", "private": true, "type": "module" }');
      writeFileSync(join(app, ".npmrc"), `@renewal:registry=${registry.url}\n`);
      const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
      await done(["npm", "install", ...quiet, ...names], app, npm);
      for (const name of names) expectPublishedFiles(join(app, "node_modules", name));
      const program = `import { Renewal } from "@renewal/sdk";
        const agents = [];
        const answer = () => new Response('{"data":[]}', { headers: { "Content-Type": "application/json" } });
        const fetch = async (input, init) => { agents.push(new Request(input, init).headers); return answer(); };
        await new Renewal({ baseUrl: "http://localhost/v1", token: "t", fetch }).packages.list();
        console.log(JSON.stringify(agents.map((headers) => Object.fromEntries(headers))));`;
      expect(await done(["node", "-e", program], app)).toContain("1.0.0");
      expect(await done(["npx", "--no-install", "renewal-mocks", "--help"], app)).toContain(
        "Usage: renewal-mocks",
      );
      expect(await done(["npx", "--no-install", "renewal", "help"], app)).toContain("DATABASE_URL");
    } finally {
      await registry.close();
    }
  });

  test
    .skipIf(!hasPython)
    .concurrent(
      "pip takes the wheel, with types and changelog beside it, and it says its version",
      async () => {
        const tools = join(scratch, "python");
        const dist = join(scratch, "python-dist");
        await done(["python3", "-m", "venv", tools]);
        const pip = [
          join(tools, "bin", "python"),
          "-m",
          "pip",
          "--quiet",
          "--disable-pip-version-check",
          "install",
        ];
        await done([...pip, "build", "hatchling>=1.27,<2"]);
        await release(["pack", "python", dist], { PYTHON: join(tools, "bin", "python") });
        const listed = await done(["tar", "tzf", only(dist, "renewal-1.0.0.tar.gz")]);
        expect(listed).toContain("renewal-1.0.0/CHANGELOG.md");
        expect(listed).not.toMatch(/\/tests?\//);
        await done([...pip, only(dist, "renewal-1.0.0-*.whl")]);
        const says =
          "import renewal; from renewal._core.build import USER_AGENT; print(renewal.__version__, USER_AGENT)";
        expect(await done([join(tools, "bin", "python"), "-c", says], scratch)).toBe(
          "1.0.0 renewal-python/1.0.0\n",
        );
      },
    );

  test
    .skipIf(!hasJava)
    .concurrent("Maven makes pom, jar and sources of the version, and the jar says it", async () => {
      const repository = join(scratch, "maven");
      // The pages of Javadoc take as long as all else here; the suite of the package makes and reads them.
      await release(["pack", "java", repository], { MAVEN_ARGUMENTS: "-Dmaven.javadoc.skip=true" });
      const place = join(repository, "com/renewal/renewal-sdk/1.0.0");
      const jar = only(place, "renewal-sdk-1.0.0.jar");
      only(place, "renewal-sdk-1.0.0-sources.jar");
      expect(readFileSync(only(place, "renewal-sdk-1.0.0.pom"), "utf8")).toContain(
        "<version>1.0.0</version>",
      );
      const text = await done(["unzip", "-p", jar, "com/renewal/internal/Exchange.class"]);
      expect(text).toContain("renewal-java/1.0.0");
    });

  test
    .skipIf(!hasGo)
    .concurrent("go get takes the module from a proxy, and it says its version", async () => {
      const proxy = join(scratch, "proxy");
      await release(["pack", "go", proxy]);
      expect(await release(["tag"])).toBe("packages/go/v1.0.0\n");
      const app = mkdtempSync(join(scratch, "go-"));
      const environment = {
        ...{
          GOPROXY: `file://${proxy}`,
          GONOSUMDB: "*",
          GOSUMDB: "off",
          GOTOOLCHAIN: "local",
          GOWORK: "off",
        },
        ...{ GOMODCACHE: join(scratch, "modules"), GOFLAGS: "-modcacherw" },
      };
      const program = `package main\nimport ("fmt"; "example.com/renewal")\nfunc main() { fmt.Println(renewal.Version) }\n`;
      writeFileSync(join(app, "main.go"), program);
      await done(["go", "mod", "init", "example.org/app"], app, environment);
      await done(["go", "get", "example.com/renewal@latest"], app, environment);
      expect(await done(["go", "run", "."], app, environment)).toBe("1.0.0\n");
      const module = join(scratch, "modules/example.com/renewal@v1.0.0");
      for (const file of ["LICENSE", "README.md", "CHANGELOG.md"])
        expect(existsSync(join(module, file))).toBe(true);
      expect(globSync("{tools,bench}/**", { cwd: module })).toEqual([]);
    });
});

/** What strangers get of an npm package: code with types, the sources, and words about it; no test and no secret. */
function expectPublishedFiles(folder: string): void {
  const nested = (path: string) => path.startsWith("node_modules");
  const files = globSync("**/*.*", { cwd: folder, exclude: nested }).map((path) =>
    path.replaceAll("\\", "/"),
  );
  const strange = files.filter(
    (path) => !/^(dist|src)\/|^(package\.json|README\.md|CHANGELOG\.md)$/.test(path),
  );
  expect(strange, folder).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining(["README.md", "CHANGELOG.md", "dist/index.js", "dist/index.d.ts"]),
  );
  expect(existsSync(join(folder, "LICENSE"))).toBe(true);
  expect(files.filter((path) => /\.test\.|(^|\/)tests?\//.test(path))).toEqual([]);
  for (const path of files.filter((each) => !each.endsWith(".gz")))
    expect(secrets.test(readFileSync(join(folder, path), "utf8")), path).toBe(false);
  expect(readFileSync(join(folder, "CHANGELOG.md"), "utf8")).toContain("## 1.0.0");
  expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).toMatchObject({ version: "1.0.0" });
}
