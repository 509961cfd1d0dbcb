import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryFiles } from "../checks/text.ts";
import { pathWithTools, root } from "../infrastructure/repository.ts";
import { run } from "../infrastructure/run.ts";
import { goModule } from "../release/artefacts.ts";
import { currentDocument, releasedDocument } from "../release/compatibility.ts";
import { carriedVersions, npmVersion } from "../release/versions.ts";
import { type Registry, startRegistry } from "./registry.ts";

const has = (program: string) => spawnSync(program, ["--version"]).error === undefined;
const published = ["packages/sdk", "packages/mocks", "server"];

/** A whole release, on a copy of the repository: everything but the registries is what the workflow runs. */
describe("A release", { timeout: 240_000 }, () => {
  let folder: string;
  let copy: string;
  let registry: Registry;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "renewal-release-"));
    copy = join(folder, "copy");
    copyRepository(copy);
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function type(words: string, cwd: string, environment: Record<string, string> = {}): Promise<string> {
    const command = words.split(" ");
    const own = { ...environment, PATH: pathWithTools(copy) };
    const { ok, output } = await run({ command, folder: cwd, environment: own, output: "keep" });
    expect({ words, said: ok ? "" : output }).toEqual({ words, said: "" });
    return output;
  }
  const read = (path: string) => readFileSync(join(copy, path), "utf8");

  test("takes up the changesets and brings one version into every package and language", async () => {
    const planted = '---\n"@renewal/sdk": major\n---\n\nA planted change.\n';
    writeFileSync(join(copy, ".changeset", "planted.md"), planted);
    await type("node scripts/release.ts version", copy);
    expect(npmVersion(copy)).toBe("1.0.0");
    expect(new Set(Object.values(carriedVersions(copy)))).toEqual(new Set(["1.0.0"]));
    expect(read("packages/sdk/src/generated/client.ts")).toContain('version = "1.0.0"');
    expect(read("packages/sdk/CHANGELOG.md")).toContain("A planted change.");
    expect(existsSync(join(copy, ".changeset", "planted.md"))).toBe(false);
    expect(read(releasedDocument)).toBe(read(currentDocument));
    await type("git add -A", copy);
    await type("git -c user.name=a -c user.email=a@example.com commit -qm release", copy);
  });

  test("publishes each npm package once, with what users need and nothing else, and npm installs it", async () => {
    for (const home of published.slice(1))
      cpSync(join(root, home, "dist"), join(copy, home, "dist"), { recursive: true });
    await type("tsup", join(copy, "packages/sdk"));
    withoutProvenance(copy);
    const npmrc = join(folder, ".npmrc");
    writeFileSync(
      npmrc,
      `registry=${registry.url}\n${registry.url.replace("http:", "")}:_authToken=of-the-test\n`,
    );
    const toUs = { NPM_CONFIG_USERCONFIG: npmrc, npm_config_registry: registry.url, CI: "true" };
    for (let time = 0; time < 2; time += 1) await type("changeset publish", copy, toUs);
    expect([...registry.published.keys()].sort()).toEqual([
      "@renewal/mocks",
      "@renewal/sdk",
      "@renewal/server",
    ]);
    expect((await type("git tag", copy)).trim().split("\n").sort()).toEqual([
      "@renewal/mocks@1.0.0",
      "@renewal/sdk@1.0.0",
      "@renewal/server@1.0.0",
    ]);
    for (const [name, page] of registry.published) {
      // npm drops what it takes for a mistake, such as a program whose path begins with a dot.
      const home = published.find((path) => JSON.parse(read(`${path}/package.json`)).name === name);
      expect(page.versions["1.0.0"]?.bin, name).toEqual(JSON.parse(read(`${home}/package.json`)).bin);
      const files = filesOf(page._attachments);
      for (const needed of [
        "package.json",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "dist/index.js",
        "dist/index.d.ts",
      ])
        expect(files, name).toContain(`package/${needed}`);
      expect(
        files.filter((file) => /(^|\/)(test|bench|node_modules|\.env|data)\/|\.db$|\.tgz$/.test(file)),
        name,
      ).toEqual([]);
    }
    const app = join(folder, "npm-app");
    mkdirSync(app);
    await type("npm init -y", app);
    await type("npm install @renewal/sdk@1.0.0 --no-audit --no-fund", app, toUs);
    const program =
      "import('@renewal/sdk').then((sdk) => console.log(typeof sdk.Renewal, typeof sdk.verifyWebhook))";
    writeFileSync(join(app, "index.js"), program);
    expect(await type("node index.js", app)).toBe("function function\n");
  });

  test.skipIf(!has("python3"))("makes a wheel and an sdist that pip installs", async () => {
    const made = join(folder, "python");
    await type(`node scripts/release.ts artefacts python ${made}`, copy);
    expect(readdirSync(made).sort()).toEqual(["renewal-1.0.0-py3-none-any.whl", "renewal-1.0.0.tar.gz"]);
    const site = join(folder, "site");
    for (const file of readdirSync(made))
      await type(
        `python3 -m pip install --quiet --no-deps --disable-pip-version-check --target ${site}/${file} ${file}`,
        made,
      );
    const versions = globSync("*/renewal/_version.py", { cwd: site });
    const said = versions.map(
      (file) => /__version__ = "(.+)"/.exec(readFileSync(join(site, file), "utf8"))?.[1],
    );
    expect(said).toEqual(["1.0.0", "1.0.0"]);
  });

  test.skipIf(!has("mvn"))("makes a jar with sources and documentation", async () => {
    const made = join(folder, "java");
    await type(`node scripts/release.ts artefacts java ${made}`, copy);
    const name = "renewal-sdk-1.0.0";
    expect(readdirSync(made).sort()).toEqual([
      `${name}-javadoc.jar`,
      `${name}-sources.jar`,
      `${name}.jar`,
      `${name}.pom`,
    ]);
    const entries = (jar: string) => type(`jar tf ${jar}`, made);
    expect(await entries(`${name}.jar`)).toContain("com/renewal/RenewalClient.class");
    expect(await entries(`${name}-sources.jar`)).toContain("com/renewal/RenewalClient.java");
    expect(await entries(`${name}-javadoc.jar`)).toContain("com/renewal/RenewalClient.html");
  });

  test.skipIf(!has("go"))("makes a Go module that go get takes from a module proxy", async () => {
    const made = join(folder, "go");
    await type(`node scripts/release.ts artefacts go ${made}`, copy);
    const app = join(folder, "go-app");
    mkdirSync(app);
    const fromUs = {
      GOPROXY: `file://${made}`,
      GONOSUMDB: "*",
      GOFLAGS: "-mod=mod",
      GOMODCACHE: join(folder, "modules"),
    };
    writeFileSync(
      join(app, "main.go"),
      `package main\n\nimport (\n\t"fmt"\n\n\t"${goModule}"\n)\n\nfunc main() { fmt.Println(renewal.Version) }\n`,
    );
    await type("go mod init example.com/app", app, fromUs);
    await type(`go get ${goModule}@v1.0.0`, app, fromUs);
    expect(await type("go run .", app, fromUs)).toBe("1.0.0\n");
    await type("go clean -modcache", app, fromUs);
  });
});

/** Provenance is signed by the machine that a workflow runs on, which this one is not. */
function withoutProvenance(copy: string): void {
  for (const home of published) {
    const path = join(copy, home, "package.json");
    const { publishConfig: _, ...manifest } = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...manifest, publishConfig: { access: "public" } }));
  }
}

/** The repository as it is now, in a folder of its own that a release may change. */
function copyRepository(copy: string): void {
  for (const path of repositoryFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const words of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "all"],
  ])
    spawnSync("git", words, { cwd: copy });
}

function filesOf(attachments: Record<string, { data: string }>): string[] {
  const [tarball] = Object.values(attachments);
  const { stdout } = spawnSync("tar", ["-tzf", "-"], { input: Buffer.from(tarball?.data ?? "", "base64") });
  return stdout.toString("utf8").trim().split("\n");
}
