import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { signal, signalTree } from "./processes.ts";

/** A program that is started for tests, on loopback, with its own data, which can be made to fail in earnest. */
export interface Daemon {
  readonly url: string;
  readonly port: number;
  /** Of the running process; undefined while there is none. */
  readonly pid: number | undefined;
  /** SIGKILL to it and its children. The data stays, as after a crash. */
  kill(): Promise<void>;
  /** SIGSTOP to it and its children: connections stay open and nobody answers. */
  freeze(): void;
  /** SIGCONT: it goes on where it was frozen. */
  thaw(): void;
  /** Starts it again on the same port and data, after {@link kill}; one that runs is killed first. */
  restart(): Promise<void>;
  /** Ends it and deletes its data. May be called twice. */
  stop(): Promise<void>;
}

export interface Blueprint {
  name: string;
  program: string;
  url: (port: number) => string;
  parameters: (port: number) => string[];
  /** Written to its stdin. */
  input?: (port: number) => string;
  /** What it prints once it accepts connections. */
  ready: RegExp;
  /** What it prints when another program has taken the port. */
  portTaken: RegExp;
  /** Holds its data; deleted with it. */
  folder: string;
  /** Under whose rights it runs; absent: ours. */
  owner?: { uid: number; gid: number };
  environment?: (port: number) => Record<string, string>;
}

const START_DEADLINE_MS = 60_000;
/** After this long it is killed: its data is deleted anyway. */
const STOP_DEADLINE_MS = 5_000;
const PORTS_TO_TRY = 5;

/** @throws Error with the last lines that it printed when it does not come up. */
export async function startDaemon(blueprint: Blueprint): Promise<Daemon> {
  try {
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      const { child, output } = await launch(blueprint, port);
      if (child !== undefined) return control(blueprint, port, child);
      if (attempt === PORTS_TO_TRY || !blueprint.portTaken.test(output)) {
        throw new Error(`${blueprint.name} did not start. It said:\n${output.trim().slice(-2000)}`);
      }
    }
  } catch (error) {
    rmSync(blueprint.folder, { recursive: true, force: true });
    throw error;
  }
}

function control(blueprint: Blueprint, port: number, first: ChildProcess): Daemon {
  let child: ChildProcess | undefined = first;
  const atExit = () => {
    if (child?.pid !== undefined) signalTree(child.pid, "SIGKILL");
    rmSync(blueprint.folder, { recursive: true, force: true });
  };
  process.once("exit", atExit);

  const end = async (asked: boolean) => {
    const victim = child;
    child = undefined;
    if (victim?.pid === undefined || victim.exitCode !== null || victim.signalCode !== null) return;
    const { pid } = victim;
    const gone = new Promise((resolve) => victim.once("exit", resolve));
    if (asked) {
      signalTree(pid, "SIGCONT");
      signal(pid, "SIGINT");
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, STOP_DEADLINE_MS).unref())]);
    }
    signalTree(pid, "SIGKILL");
    await gone;
  };
  const kill = () => end(false);
  return {
    url: blueprint.url(port),
    port,
    get pid() {
      return child?.pid;
    },
    kill,
    freeze: () => void (child?.pid !== undefined && signalTree(child.pid, "SIGSTOP")),
    thaw: () => void (child?.pid !== undefined && signalTree(child.pid, "SIGCONT")),
    async restart() {
      await kill();
      child = await launchAgain(blueprint, port);
    },
    async stop() {
      await end(true);
      process.removeListener("exit", atExit);
      rmSync(blueprint.folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Right after a crash its children may still hold the port or the shared memory, for a moment. */
async function launchAgain(blueprint: Blueprint, port: number): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const { child, output } = await launch(blueprint, port);
    if (child !== undefined) return child;
    if (attempt === 20)
      throw new Error(`${blueprint.name} did not start again. It said:\n${output.slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Answers the running process, or none and what it printed when it ended before it was ready. */
function launch(blueprint: Blueprint, port: number): Promise<{ child?: ChildProcess; output: string }> {
  const child = spawn(blueprint.program, blueprint.parameters(port), {
    cwd: blueprint.folder,
    env: { ...process.env, ...blueprint.environment?.(port) },
    stdio: "pipe",
    ...blueprint.owner,
  });
  child.stdin.on("error", () => {});
  child.stdin.end(blueprint.input?.(port));
  return new Promise((resolve) => {
    let output = "";
    const settle = (answer: { child?: ChildProcess; output: string }) => {
      clearTimeout(deadline);
      // From here on its words are read and dropped: a full pipe would stop it.
      for (const stream of [child.stdout, child.stderr]) stream.removeListener("data", listen).resume();
      resolve(answer);
    };
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (blueprint.ready.test(output)) settle({ child, output });
    };
    const deadline = setTimeout(() => {
      if (child.pid !== undefined) signal(child.pid, "SIGKILL");
    }, START_DEADLINE_MS);
    for (const stream of [child.stdout, child.stderr]) stream.on("data", listen);
    child.once("error", (error) => settle({ output: `${output}\n${error.message}` }));
    child.once("close", () => settle({ output }));
  });
}

/** A port of the loopback interface that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
