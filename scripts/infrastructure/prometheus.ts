import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Daemon, startDaemon } from "./daemon.ts";
import { installDebianPackage } from "./debian.ts";
import { Missing } from "./missing.ts";
import { findProgram } from "./processes.ts";

/**
 * Starts a Prometheus of its own on a free loopback port, with its data in a temporary folder.
 *
 * @param configuration prometheus.yml as text; what it names is looked up from that folder, so name absolute paths
 * @throws {Missing} when there is no Prometheus and it cannot be installed without asking
 * @throws Error with what it said when it refuses the configuration
 */
export async function startPrometheus(configuration: string): Promise<Daemon> {
  const { prometheus } = findPrometheus();
  const folder = mkdtempSync(join(tmpdir(), "renewal-prometheus-"));
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, configuration, { mode: 0o600 });
  return startDaemon({
    name: "Prometheus",
    program: prometheus,
    url: (port) => `http://127.0.0.1:${port}`,
    parameters: (port) => [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    ready: /Server is ready to receive web requests/,
    portTaken: /address already in use/,
    folder,
  });
}

/** The paths of Prometheus and of promtool; as root on Debian they are installed when they are missing. */
export function findPrometheus(): { prometheus: string; promtool: string } {
  const found = look() ?? (installDebianPackage("prometheus") ? look() : undefined);
  if (found !== undefined) return found;
  const command =
    process.platform === "darwin" ? "brew install prometheus" : "sudo apt-get install prometheus";
  throw new Missing("Prometheus (prometheus and promtool on the PATH)", command);
}

function look(): { prometheus: string; promtool: string } | undefined {
  const [prometheus, promtool] = [findProgram("prometheus"), findProgram("promtool")];
  return prometheus !== undefined && promtool !== undefined ? { prometheus, promtool } : undefined;
}
