import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../infrastructure/repository.ts";

const MAXIMUM_LINES = 250;

// Put together here, so that this file does not name what it forbids.
const hosts = [
  ["registry", "npmjs", "org"],
  ["registry", "yarnpkg", "com"],
  ["npm", "pkg", "github", "com"],
  ["pypi", "org"],
  ["files", "pythonhosted", "org"],
  ["repo1", "maven", "org"],
  ["repo", "maven", "apache", "org"],
  ["proxy", "golang", "org"],
  ["sum", "golang", "org"],
  ["static", "crates", "io"],
  ["index", "crates", "io"],
  ["deb", "debian", "org"],
].map((labels) => labels.join("."));

/** Folders of one machine; a reader has others. */
const machineFolders = ["work", "root", ["tmp", "bash_jobs"].join("/")];

const forbiddenHost = new RegExp(
  `(?<![\\w.-])(${hosts.map((host) => host.replaceAll(".", "\\.")).join("|")})(?![\\w-])`,
);
const forbiddenPath = new RegExp(`(?<![\\w./~*{}$-])/(${machineFolders.join("|")})/`);

/** The files that git knows, or would take up: relative to the root, without those that were deleted. */
export function repositoryFiles(folder = root): string[] {
  const words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { status, stdout, stderr, error } = spawnSync("git", words, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0)
    throw new Error(`git cannot list the files of the repository: ${error?.message ?? stderr}`);
  return [...new Set(stdout.split("\0"))].filter((path) => path !== "" && existsSync(join(folder, path)));
}

/** What one file must not contain: names of registries, places of one machine, and too many lines of source. */
export function textFaults(path: string, text: string): string[] {
  if (text.includes("\0")) return []; // a picture or the like
  const lines = text.split("\n");
  const faults = lines.flatMap((line, index) => {
    const host = forbiddenHost.exec(line)?.[1];
    const place = forbiddenPath.exec(line)?.[0];
    const where = `${path}:${index + 1}`;
    return [
      ...(host ? [`${where}: names the registry host ${host}. A reader may use another: name none.`] : []),
      ...(place ? [`${where}: names ${place}, a folder of one machine. Use a relative path.`] : []),
    ];
  });
  const count = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  if (count > MAXIMUM_LINES && isSource(path)) {
    faults.push(
      `${path}: has ${count} lines, and ${MAXIMUM_LINES} are the most. Find the second name that hides in it.`,
    );
  }
  return faults;
}

function isSource(path: string): boolean {
  return (
    /(^|\/)src\/.*\.(ts|tsx|js|py|java|go|sql|css|html)$/.test(path) &&
    !/(^|\/)_?generated\/|\.gen\.|(^|\/)src\/test\//.test(path)
  );
}
